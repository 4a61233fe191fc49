using System.CommandLine;
using Hitl.Client.Audit;

namespace Hitl.Cli;

/// <summary><c>hitl audit show | verify | key | export</c>.</summary>
internal static class AuditCommands
{
    public static Command Build(CliSession session) => new("audit", "Who did what, for whom, when, why, and with whose approval.")
    {
        Show(session), AuditVerification.Build(session), Key(session), Export(session),
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
                table.Add(Terminal.At(row.At), row.Sequence?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "unsealed", row.By, row.OnBehalfOf ?? row.Customer ?? "-", row.Kind, row.Summary);
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

    private static Command Export(CliSession session)
    {
        var format = new Option<string>("--format") { Description = "jsonl or csv.", DefaultValueFactory = _ => "jsonl" };
        format.AcceptOnlyFromAmong("jsonl", "csv");
        var actor = new Option<string?>("--actor") { Description = "Only this actor's rows." };
        var customer = new Option<string?>("--customer") { Description = "Only rows about this customer." };
        var from = new Option<DateTimeOffset?>("--from") { Description = "From this moment on." };
        var until = new Option<DateTimeOffset?>("--until") { Description = "Before this moment." };
        return session.On(new("export", "Writes ledger rows to standard output.") { format, actor, customer, from, until }, async (parsed, client, cancel) =>
        {
            var query = new LedgerQuery
            {
                Actor = parsed.GetValue(actor), Customer = parsed.GetValue(customer), From = parsed.GetValue(from), Until = parsed.GetValue(until),
            };
            await using var stream = await client.AuditExportAsync(parsed.GetValue(format) == "csv" ? ExportFormat.Csv : ExportFormat.JsonLines, query, cancel);
            using var rows = new StreamReader(stream);
            while (await rows.ReadLineAsync(cancel) is { } row) await session.Output.WriteLineAsync(row);
            return CliExit.Ok;
        });
    }
}
