using Hitl.Escalations.Ids;
using Hitl.Postgres.Connections;

namespace Hitl.Postgres.Ledger;

/// <summary>Reads, exports and verifies the ledger. Queries and exports leave a row of their own: who read what, and how much.</summary>
public sealed class LedgerReader
{
    private readonly Database _database;

    internal LedgerReader(Database database) => _database = database;

    /// <summary>Every row about one request, in order.</summary>
    public Task<IReadOnlyList<LedgerRow>> ShowAsync(RequestId request, CancellationToken cancel) => throw new NotImplementedException();

    /// <summary>One page of rows, oldest first.</summary>
    /// <param name="filter">Which rows.</param>
    /// <param name="by">Who reads, for the ledger: <c>person:ada</c>.</param>
    /// <param name="cancel">Stops waiting.</param>
    public Task<LedgerPage> QueryAsync(LedgerFilter filter, string by, CancellationToken cancel) => throw new NotImplementedException();

    /// <summary>Streams every row of the filter to a stream, oldest first.</summary>
    /// <returns>How many rows were written.</returns>
    public Task<long> ExportAsync(LedgerFilter filter, LedgerExportFormat format, Stream output, string by, CancellationToken cancel) =>
        throw new NotImplementedException();

    /// <summary>Verifies the whole ledger: density, hashes, checkpoints and their signatures, the anchor outside, and what waits unsealed.</summary>
    public Task<VerifyReport> VerifyAsync(CancellationToken cancel) => throw new NotImplementedException();
}
