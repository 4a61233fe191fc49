using System.CommandLine;
using Hitl.Client.Audit;

namespace Hitl.Cli;

/// <summary><c>hitl audit show | query | explain | verify | key | export</c>.</summary>
internal static class AuditCommands
{
    public static Command Build(CliSession session) => new("audit", "Who did what, for whom, when, why, and with whose approval.")
    {
        Show(session), Query(session), Explain(session), AuditVerification.Build(session), Key(session), Export(session),
    };

    private static Command Show(CliSession session)
    {
        var id = new Argument<string>("id") { Description = "The request." };
        return session.On(new("show", "Prints every ledger row of one request, in order.") { id }, async (parsed, client, cancel) =>
        {
            var timeline = await client.AuditRequestAsync(parsed.GetRequiredValue(id), cancel);
            await RequestText.WriteAsync(timeline.Request, session.Output);
            await session.Output.WriteLineAsync();
            var table = new TextTable("AT", "SEQ", "BY", "FOR", "KIND", "WHAT");
            foreach (var row in timeline.Entries)
                table.Add(Terminal.At(row.At), Place(row), row.By, row.OnBehalfOf ?? row.Customer ?? "-", row.Kind, row.Summary);
            await table.WriteAsync(session.Output);
            return CliExit.Ok;
        });
    }

    private static Command Key(CliSession session) =>
        session.On(new("key", "Prints the public key that checkpoints verify with, as PEM. Compare it with a copy you trust."), async (_, client, cancel) =>
        {
            await session.Output.WriteAsync(await client.AuditKeyAsync(cancel));
            return CliExit.Ok;
        });

    private static Command Query(CliSession session)
    {
        var filters = new LedgerQueryOptions();
        var cursor = new Option<string?>("--cursor") { Description = "Goes on where the page before ended." };
        var limit = new Option<int>("--limit") { Description = "Rows a page, 1 to 200.", DefaultValueFactory = _ => 100 };
        var command = new Command("query", "Finds ledger rows, oldest first, page by page. Reading leaves a row.") { cursor, limit };
        filters.AddTo(command);
        return session.On(command, async (parsed, client, cancel) =>
        {
            var page = await client.AuditEventsAsync(filters.Read(parsed) with { Cursor = parsed.GetValue(cursor), Limit = parsed.GetValue(limit) }, cancel);
            var table = new TextTable("AT", "SEQ", "REQUEST", "BY", "FOR", "KIND", "WHAT");
            foreach (var row in page.Items)
                table.Add(Terminal.At(row.At), Place(row), row.Request ?? "-", row.By, row.OnBehalfOf ?? row.Customer ?? "-", row.Kind, row.Summary);
            await table.WriteAsync(session.Output);
            if (page.Next is { } next) await session.Output.WriteLineAsync($"more: --cursor {next}");
            return CliExit.Ok;
        });
    }

    private static Command Explain(CliSession session)
    {
        var id = new Argument<string>("id") { Description = "The request." };
        return session.On(new("explain", "Prints what the customer may be told: what, why, by which role, how to contest.") { id }, async (parsed, client, cancel) =>
        {
            var told = await client.AuditExplainAsync(parsed.GetRequiredValue(id), cancel);
            await session.Output.WriteLineAsync($"Reference {told.Reference}, asked on {Terminal.At(told.AskedAt)}");
            foreach (var line in told.DecidedBy.Prepend(told.Why).Prepend(told.Outcome).Prepend(told.What).Append(told.HowToContest))
                await session.Output.WriteLineAsync(Terminal.Plain(line));
            return CliExit.Ok;
        });
    }

    private static Command Export(CliSession session)
    {
        var filters = new LedgerQueryOptions();
        var format = new Option<string>("--format") { Description = "jsonl or csv.", DefaultValueFactory = _ => "jsonl" };
        format.AcceptOnlyFromAmong("jsonl", "csv");
        var command = new Command("export", "Writes ledger rows to standard output; without a filter the file verifies by itself.") { format };
        filters.AddTo(command);
        return session.On(command, async (parsed, client, cancel) =>
        {
            await using var stream = await client.AuditExportAsync(
                parsed.GetValue(format) == "csv" ? ExportFormat.Csv : ExportFormat.JsonLines, filters.Read(parsed), cancel);
            using var rows = new StreamReader(stream);
            while (await rows.ReadLineAsync(cancel) is { } row) await session.Output.WriteAsync(row + "\n");
            return CliExit.Ok;
        });
    }

    private static string Place(LedgerRow row) => row.Sequence?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "unsealed";
}
