namespace Hitl.Postgres.Connections;

/// <summary>Told after commits of this process. Polling covers other processes; NOTIFY in the hot transaction would cost a third of the throughput.</summary>
internal sealed class CommitSignals : IDisposable
{
    public WakeSignal Messages { get; } = new();

    public WakeSignal Ledger { get; } = new();

    public void MessageCommitted()
    {
        Messages.Set();
        Ledger.Set();
    }

    public void Dispose()
    {
        Messages.Dispose();
        Ledger.Dispose();
    }
}
