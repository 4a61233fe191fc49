namespace Hitl.Postgres.Ledger;

/// <summary>The database is behind its anchor: an old backup was restored, or the chain's tail was cut. Sealing and executions are stopped.</summary>
/// <remarks>Permanent until a person accepts the loss with a reason (<see cref="LedgerRecovery"/>) or the right database is restored.</remarks>
public sealed class LedgerRolledBackException(long anchored, long found, string message) : Exception(message)
{
    /// <summary>Always <c>audit.rolled_back</c>.</summary>
    public string Code => "audit.rolled_back";

    /// <summary>Sequence of the anchored head.</summary>
    public long Anchored { get; } = anchored;

    /// <summary>Sequence of the database's head.</summary>
    public long Found { get; } = found;
}
