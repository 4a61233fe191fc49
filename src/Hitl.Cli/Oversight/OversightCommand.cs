using System.CommandLine;
using System.Globalization;

namespace Hitl.Cli;

/// <summary><c>hitl oversight</c>.</summary>
internal static class OversightCommand
{
    public static Command Build(CliSession session)
    {
        var days = new Option<int>("--days") { Description = "How many days back, 1 to 400.", DefaultValueFactory = _ => 30 };
        var person = new Option<string?>("--person") { Description = "Only this person." };
        var action = new Option<string?>("--action") { Description = "Only this action." };
        return session.On(
            new("oversight", "How people oversee: time from card visible to decision, denial and edit rates, per person and action.") { days, person, action },
            async (parsed, client, cancel) =>
            {
                var view = await client.OversightAsync(parsed.GetValue(days), parsed.GetValue(person), parsed.GetValue(action), cancel);
                if (view.Rows.Count == 0)
                {
                    await session.Output.WriteLineAsync($"Nobody was asked since {Terminal.At(view.Since)}.");
                    return CliExit.Ok;
                }

                var table = new TextTable("PERSON", "ACTION", "ASKED", "SEEN", "OPENED", "APPROVED", "DENIED", "DENIAL RATE", "EDITED", "EDIT RATE", "FLAGGED", "RAN OUT", "MEDIAN", "P90", "WITHIN 5 S");
                foreach (var row in view.Rows)
                {
                    table.Add(
                        row.Person, row.Action, Count(row.Asked), Count(row.Seen), Count(row.Opened), Count(row.Approved), Count(row.Denied), Share(row.DenialRate), Count(row.Edited),
                        Share(row.EditRate), Count(row.Flagged), Count(row.Abandoned), Seconds(row.MedianSeconds), Seconds(row.SlowSeconds), Count(row.Hasty));
                }

                await table.WriteAsync(session.Output);
                return CliExit.Ok;
            });
    }

    private static string Count(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Share(double? part) => part is { } known ? known.ToString("P0", CultureInfo.InvariantCulture) : "-";

    private static string Seconds(double? seconds) => seconds is { } known ? known.ToString("0.0 's'", CultureInfo.InvariantCulture) : "-";
}
