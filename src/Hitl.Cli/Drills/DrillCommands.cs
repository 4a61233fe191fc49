using System.CommandLine;
using Hitl.Client.Drills;

namespace Hitl.Cli;

/// <summary><c>hitl drills list | run</c>.</summary>
internal static class DrillCommands
{
    private const int MostLooks = 120;

    public static Command Build(CliSession session) => new("drills", "Whether what can be undone has been proven to be.") { List(session), Run(session) };

    private static Command List(CliSession session)
    {
        var all = new Option<bool>("--all") { Description = "Also print the latest drills." };
        return session.On(new("list", "Lists every undoing of the catalog; exit code 2 when one is overdue or failed.") { all }, async (parsed, client, cancel) =>
        {
            var view = await client.DrillsAsync(cancel);
            await ProceduresAsync(view, session.Output);
            if (parsed.GetValue(all)) await DrillsAsync(view, session.Output);
            return view.Procedures.Any(line => line.State is "overdue" or "failed") ? CliExit.NotIntact : CliExit.Ok;
        });
    }

    private static Command Run(CliSession session)
    {
        var action = new Argument<string>("action") { Description = "The action whose undoing is drilled." };
        return session.On(new("run", "Does and undoes the action at the sandbox, in your name; exit code 2 when the undoing is not proven.") { action }, async (parsed, client, cancel) =>
        {
            var drill = await client.RunDrillAsync(parsed.GetRequiredValue(action), cancel);
            using var looks = new PeriodicTimer(TimeSpan.FromSeconds(1));
            for (var look = 0; look < MostLooks && drill.EndedAt is null; look++)
            {
                await looks.WaitForNextTickAsync(cancel);
                drill = (await client.DrillsAsync(cancel)).Drills.FirstOrDefault(known => known.Id == drill.Id) ?? drill;
            }

            await session.Output.WriteLineAsync(Terminal.Plain($"The drill of undoing {drill.Action}, run by {drill.By}: {drill.State}. {drill.Detail}"));
            return drill.State == "proven" ? CliExit.Ok : CliExit.NotIntact;
        });
    }

    private static async Task ProceduresAsync(DrillsView view, TextWriter output)
    {
        if (view.Procedures.Count == 0)
        {
            await output.WriteLineAsync("The catalog in force has no action that can be undone.");
            return;
        }

        var table = new TextTable("ACTION", "UNDOING", "PROVEN", "DUE", "DRILLED BY", "WHEN OVERDUE");
        foreach (var line in view.Procedures)
            table.Add(line.Action, line.State, line.ProvenAt is { } at ? Terminal.At(at) : "never", Terminal.At(line.DueAt), line.Role ?? "nobody", line.StopsAutomation ? "people are asked" : "flagged");
        await table.WriteAsync(output);
    }

    private static async Task DrillsAsync(DrillsView view, TextWriter output)
    {
        var table = new TextTable("DRILL", "ACTION", "STATE", "OPENED", "RUN BY", "WHAT CAME OF IT");
        foreach (var drill in view.Drills) table.Add(drill.Id, drill.Action, drill.State, Terminal.At(drill.OpenedAt), drill.By ?? "-", drill.Detail ?? "");
        await table.WriteAsync(output);
    }
}
