using Hitl.Escalations.Ledger;

namespace Hitl.Tests.Workflows.Memory;

/// <summary>What was recorded, in order; one lock for everything kept in memory, as one database would have.</summary>
internal sealed class MemoryLedger
{
    private readonly List<LedgerEntry> _entries = [];

    public Lock Gate { get; } = new();

    public IReadOnlyList<LedgerEntry> Entries
    {
        get
        {
            lock (Gate) return [.. _entries];
        }
    }

    public IEnumerable<string> Kinds => Entries.Select(entry => entry.Kind);

    public void Add(IEnumerable<LedgerEntry?> entries)
    {
        lock (Gate) _entries.AddRange(entries.OfType<LedgerEntry>());
    }
}
