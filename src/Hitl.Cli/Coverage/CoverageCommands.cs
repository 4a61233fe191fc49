using System.CommandLine;
using Hitl.Client.Coverage;

namespace Hitl.Cli;

/// <summary><c>hitl coverage prove</c>.</summary>
internal static class CoverageCommands
{
    public static Command Build(CliSession session) => new("coverage", "Who would be asked, and where nobody could decide.") { Prove(session) };

    private static Command Prove(CliSession session)
    {
        var days = new Option<int>("--days") { Description = "How many days ahead, 1 to 366.", DefaultValueFactory = _ => 30 };
        var all = new Option<bool>("--all") { Description = "Also print who would be asked for every entry." };
        var hourly = new Option<bool>("--hourly") { Description = "Also print who would be asked for every entry, hour by hour." };
        return session.On(
            new("prove", "Simulates every entry of the active catalog; exit code 2 when there is a gap.") { days, all, hourly },
            async (parsed, client, cancel) =>
            {
                var report = await client.ProveCoverageAsync(parsed.GetValue(days), cancel);
                if (parsed.GetValue(all)) await LinesAsync(report, session.Output);
                if (parsed.GetValue(hourly)) await HoursAsync(report, session.Output);
                await GapsAsync(report, session.Output);
                return report.Gaps.Any(gap => gap.Kind is not ("ConsoleOnly" or "Unknown")) ? CliExit.NotIntact : CliExit.Ok;
            });
    }

    private static async Task LinesAsync(CoverageView report, TextWriter output)
    {
        var table = new TextTable("ACTION", "PATH", "STAGE", "ROLE", "ASKED BY", "FROM", "UNTIL", "PEOPLE");
        foreach (var line in report.Lines)
        {
            table.Add(
                line.Action, line.Path, line.Stage.ToString(System.Globalization.CultureInfo.InvariantCulture), line.Role, string.Join(", ", line.Actors), Terminal.At(line.From),
                Terminal.At(line.Until), line.People.Count == 0 ? "nobody" : string.Join(", ", line.People));
        }

        await table.WriteAsync(output);
        await output.WriteLineAsync();
    }

    private static async Task HoursAsync(CoverageView report, TextWriter output)
    {
        var table = new TextTable("HOUR", "ACTION", "PATH", "STAGE", "ROLE", "ASKED BY", "PEOPLE");
        for (var hour = report.From; hour < report.Until; hour += TimeSpan.FromHours(1))
        {
            foreach (var line in report.Lines.Where(line => line.From <= hour && hour < line.Until))
            {
                table.Add(
                    Terminal.At(hour), line.Action, line.Path, line.Stage.ToString(System.Globalization.CultureInfo.InvariantCulture), line.Role, string.Join(", ", line.Actors),
                    line.People.Count == 0 ? "nobody" : string.Join(", ", line.People));
            }
        }

        await table.WriteAsync(output);
        await output.WriteLineAsync();
    }

    private static async Task GapsAsync(CoverageView report, TextWriter output)
    {
        if (report.Gaps.Count == 0)
        {
            await output.WriteLineAsync($"Coverage is proven until {Terminal.At(report.Until)}: every stage of every path asks enough people who may decide.");
            return;
        }

        var table = new TextTable("GAP", "FROM", "UNTIL", "ASKED BY", "WHAT");
        foreach (var gap in report.Gaps) table.Add(gap.Kind, Terminal.At(gap.From), Terminal.At(gap.Until), gap.Actors.Count == 0 ? "any" : string.Join(", ", gap.Actors), gap.Sentence);
        await table.WriteAsync(output);
    }
}
