using System.Text.Json.Nodes;
using Hitl.Escalations.Ledger;
using Hitl.Proof;

namespace Hitl.Postgres.Ledger;

/// <summary>Holds the database against what was anchored outside it.</summary>
internal sealed class RollbackCheck(SealStore store, AnchorFile anchor, CheckpointKey key)
{
    /// <summary>Returns when the database has everything that was anchored; otherwise stops executions, records it, and throws.</summary>
    /// <exception cref="LedgerRolledBackException">It has not.</exception>
    public async Task EnsureAsync(CancellationToken cancel)
    {
        if (anchor.Last() is not { } note) return;
        var anchored = key.Read(note) ?? throw new InvalidDataException($"The last checkpoint in {anchor.Path} is not signed by the configured key.");
        var there = await store.AtAsync(anchored.Size, cancel);
        if (there?.Hex == anchored.Head) return;
        var head = await store.HeadAsync(cancel);
        var reason = there is null
            ? $"the ledger ends at {head.Sequence}, but {anchored.Size} rows were anchored: an old backup was restored or the tail was cut"
            : $"the ledger's row {anchored.Size} is not the one that was anchored: the chain was rewritten or another database restored";
        await store.StopExecutionsAsync(reason, EntryJson.Write(Anomaly(reason, anchored.Size, anchored.Head, head))!, cancel);
        throw new LedgerRolledBackException(anchored.Size, head.Sequence, $"audit.rolled_back: {reason}. Executions are stopped.");
    }

    /// <summary>The ledger row that says why executions were stopped.</summary>
    public static LedgerEntry Anomaly(string reason, long expected, string expectedHead, ChainHead found) => new()
    {
        Kind = LedgerKinds.LedgerAnomaly,
        By = "system:sealer",
        Summary = $"Executions were stopped: {reason}.",
        Body = new JsonObject { ["expected"] = expected, ["expected_head"] = expectedHead, ["found"] = found.Sequence, ["found_head"] = found.Hex },
    };
}
