using System.CommandLine;
using System.Globalization;

namespace Hitl.Cli;

/// <summary><c>hitl samples list</c>.</summary>
internal static class SampleCommands
{
    public static Command Build(CliSession session) => new("samples", "Automatic approvals drawn for review by a person.") { List(session) };

    private static Command List(CliSession session)
    {
        var days = new Option<int>("--days") { Description = "How many days back. Default 90.", DefaultValueFactory = _ => 90 };
        return session.On(new("list", "Lists what was drawn, newest first, and how each share came out.") { days }, async (parsed, client, cancel) =>
        {
            var samples = await client.SamplesAsync(parsed.GetValue(days), cancel);
            if (samples.Lines.Count == 0) await session.Output.WriteLineAsync("Nothing was drawn.");
            var table = new TextTable("REQUEST", "AT", "ACTOR", "VERSION", "ACTION", "AMOUNT", "CUSTOMER", "STATE", "RULE", "DRAW");
            foreach (var line in samples.Lines)
            {
                table.Add(
                    line.Request, Terminal.At(line.ReceivedAt), line.Actor, line.AgentVersion ?? "-", line.Action, line.AmountText ?? "-", line.Customer, line.State, line.Rule ?? "-",
                    string.Create(CultureInfo.InvariantCulture, $"{line.Draw} of {line.ShareInHundredths} ({line.Seed})"));
            }

            if (samples.Lines.Count > 0) await table.WriteAsync(session.Output);
            foreach (var share in samples.Shares)
            {
                await session.Output.WriteLineAsync(Terminal.Plain(string.Create(
                    CultureInfo.InvariantCulture, $"{share.Action}: {share.Chosen} of {share.Drawn} automatic approvals drawn ({100.0 * share.Chosen / share.Drawn:0.0} %), the catalog says {share.ShareInHundredths / 100.0:0.##} %")));
            }

            return CliExit.Ok;
        });
    }
}
