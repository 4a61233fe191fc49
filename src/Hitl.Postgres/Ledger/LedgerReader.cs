using System.Text.Json.Nodes;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Ledger;
using Hitl.Postgres.Connections;
using Hitl.Postgres.Personal;
using Hitl.Proof;

namespace Hitl.Postgres.Ledger;

/// <summary>Reads, exports and verifies the ledger. Queries and exports leave a row of their own: who read what, and how much.</summary>
public sealed class LedgerReader
{
    private readonly Database _database;
    private readonly LedgerAppender _appender;
    private readonly CheckpointKey? _key;
    private readonly AnchorFile? _anchor;

    internal LedgerReader(Database database, LedgerAppender appender, CheckpointKey? key, AnchorFile? anchor)
    {
        _database = database;
        _appender = appender;
        _key = key;
        _anchor = anchor;
    }

    /// <summary>The public key that checkpoints verify with, as PEM; null when none is configured.</summary>
    public string? PublicKey => _key?.PublicPem;

    /// <summary>Every row about one request, in order.</summary>
    public async Task<IReadOnlyList<LedgerRow>> ShowAsync(RequestId request, CancellationToken cancel) =>
        await ShowAsync(await _database.ListAsync(LedgerRows.Of(request), LedgerRows.Read, cancel), cancel);

    /// <summary>One page of rows, oldest first.</summary>
    /// <param name="filter">Which rows.</param>
    /// <param name="by">Who reads, for the ledger: <c>person:ada</c>.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <exception cref="ArgumentOutOfRangeException"><see cref="LedgerFilter.Most"/> is out of range.</exception>
    public async Task<LedgerPage> QueryAsync(LedgerFilter filter, string by, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(filter.Most, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(filter.Most, 5_000);
        var page = await PageAsync(filter, filter.Most, cancel);
        await _appender.AppendAsync(ReadEntry(filter, by, "read", page.Rows.Count), cancel);
        return page with { Rows = await ShowAsync(page.Rows, cancel) };
    }

    /// <summary>Streams every row of the filter to a stream, oldest first; the reading is recorded before the first byte is written.</summary>
    /// <param name="filter">Which rows; an empty filter exports the whole chain, verifiable offline with <see cref="OfflineVerifier"/>.</param>
    /// <param name="format">JSON Lines or CSV.</param>
    /// <param name="output">Written to and flushed, not closed.</param>
    /// <param name="by">Who exports, for the ledger.</param>
    /// <param name="cancel">Stops between rows.</param>
    /// <returns>How many rows were written.</returns>
    public async Task<long> ExportAsync(LedgerFilter filter, LedgerExportFormat format, Stream output, string by, CancellationToken cancel)
    {
        await _appender.AppendAsync(ReadEntry(filter, by, "export", null), cancel);
        await using var writer = new StreamWriter(output, leaveOpen: true) { NewLine = "\n" };
        var isCsv = format == LedgerExportFormat.Csv;
        var rows = filter == new LedgerFilter() ? await ChainAsync(writer, isCsv, cancel)
            : isCsv ? await CsvAsync(filter, writer, cancel)
            : await LinesAsync(filter, writer, cancel);
        await writer.FlushAsync(cancel);
        return rows;
    }

    /// <summary>Verifies the whole ledger: density, hashes, checkpoints and their signatures, the anchor outside, and what waits unsealed.</summary>
    public Task<VerifyReport> VerifyAsync(CancellationToken cancel) =>
        _database.RunAsync(connection => LedgerVerification.RunAsync(connection, _key, _anchor, cancel), cancel);

    /// <summary>Verifies the newest rows only, behind one that is taken as it stands.</summary>
    /// <param name="rows">How many, 1 or more.</param>
    /// <param name="cancel">Stops between rows.</param>
    public Task<VerifyReport> VerifyTailAsync(int rows, CancellationToken cancel) =>
        _database.RunAsync(connection => LedgerVerification.TailAsync(connection, _key, _anchor, rows, cancel), cancel);

    /// <summary>Records that somebody read, where the reading itself went another way.</summary>
    /// <param name="by">Who read: <c>person:hana</c>.</param>
    /// <param name="what">What was read, one plain clause: <c>verified the ledger</c>.</param>
    /// <param name="body">Details.</param>
    /// <param name="cancel">Stops waiting.</param>
    public Task RecordReadAsync(string by, string what, JsonObject body, CancellationToken cancel) =>
        _appender.AppendAsync(new() { Kind = LedgerKinds.LedgerRead, By = by, Summary = $"{by} {what}.", Body = body }, cancel);

    private Task<IReadOnlyList<LedgerRow>> ShowAsync(IReadOnlyList<LedgerRow> rows, CancellationToken cancel) => _database.Vault.ShowAsync(_database, rows, cancel);

    private async Task<LedgerPage> PageAsync(LedgerFilter filter, int most, CancellationToken cancel)
    {
        var rows = await _database.ListAsync(LedgerRows.Of(filter, most), LedgerRows.Read, cancel);
        var isMore = rows.Count > most;
        if (isMore) rows.RemoveAt(most);
        return new(rows, isMore ? new(rows[^1].At, rows[^1].No) : null);
    }

    private async Task<long> CsvAsync(LedgerFilter filter, TextWriter writer, CancellationToken cancel)
    {
        await writer.WriteLineAsync(LedgerCsv.Header);
        return await EachAsync(filter, (row, opened) => writer.WriteLineAsync(LedgerCsv.Line(row, null, opened)), cancel);
    }

    private async Task<long> LinesAsync(LedgerFilter filter, TextWriter writer, CancellationToken cancel)
    {
        await writer.WriteLineAsync(ExportLines.Header(isWhole: false));
        var rows = await EachAsync(filter, (row, opened) => writer.WriteLineAsync(ExportLines.Row(row, opened)), cancel);
        await writer.WriteLineAsync(ExportLines.End(rows, 0));
        return rows;
    }

    private async Task<long> EachAsync(LedgerFilter filter, Func<LedgerRow, string?, Task> write, CancellationToken cancel)
    {
        var rows = 0L;
        var page = new LedgerPage([], filter.After);
        do
        {
            page = await PageAsync(filter with { After = page.Next }, 5_000, cancel);
            var keys = await CustomerVault.KeysAsync(_database, page.Rows, cancel);
            foreach (var row in page.Rows) await write(row, SealedJson.SealedBy(row.Body) is { } by ? _database.Vault.Opened(row.Body, keys.GetValueOrDefault(by)) : null);
            rows += page.Rows.Count;
        }
        while (page.Next is not null);
        return rows;
    }

    private Task<long> ChainAsync(TextWriter writer, bool isCsv, CancellationToken cancel) =>
        _database.RunAsync(
            async connection =>
            {
                await using var snapshot = await LedgerScan.SnapshotAsync(connection, cancel);
                await writer.WriteLineAsync(isCsv ? LedgerCsv.Header : ExportLines.Header(isWhole: true));
                var rows = 0L;
                await foreach (var (row, wrapped) in LedgerScan.WithKeysAsync(connection, cancel))
                {
                    var opened = row.Row is { } stored ? _database.Vault.Opened(stored.Body, wrapped) : null;
                    await writer.WriteLineAsync(!isCsv ? ExportLines.Row(row, opened) : row.Row is { } found ? LedgerCsv.Line(found, row.Seal, opened) : LedgerCsv.Missing(row.Seal));
                    rows++;
                }

                var notes = new Sql("select note from audit.checkpoint where chain = $1 order by size").With(Seal.MainChain);
                var signed = await LedgerScan.ListAsync(connection, notes, row => row.GetString(0), cancel);
                foreach (var note in signed) await writer.WriteLineAsync(isCsv ? LedgerCsv.Note(note) : ExportLines.Note(note));
                await writer.WriteLineAsync(isCsv ? LedgerCsv.End(rows, signed.Count) : ExportLines.End(rows, signed.Count));
                return rows;
            },
            cancel);

    private static LedgerEntry ReadEntry(LedgerFilter filter, string by, string how, int? rows)
    {
        var body = new JsonObject { ["how"] = how };
        if (filter.Request is { } request) body["request"] = request.Value;
        if (filter.Actor is { } actor) body["actor"] = actor.Value;
        if (filter.Person is { } person) body["person"] = person.Value;
        if (filter.Customer is { } customer) body["customer"] = customer;
        if (filter.Kind is { } kind) body["kind"] = kind;
        if (filter.Approver is { } approver) body["approver"] = approver.Value;
        if (filter.Action is { } action) body["action"] = action;
        if (filter.Outcome is { } outcome) body["outcome"] = outcome;
        if (filter.Currency is { } currency) body["currency"] = currency;
        if (filter.AmountFrom is { } least) body["amountFrom"] = least;
        if (filter.AmountTo is { } largest) body["amountTo"] = largest;
        if (filter.From is { } from) body["from"] = from.ToString("O");
        if (filter.Until is { } until) body["until"] = until.ToString("O");
        if (rows is { } count) body["rows"] = count;
        var what = body.Count > (rows is null ? 1 : 2) ? "part of the ledger" : "the ledger";
        return new() { Kind = LedgerKinds.LedgerRead, By = by, Summary = $"{(how == "export" ? "Exported" : "Read")} {what}.", Body = body };
    }
}
