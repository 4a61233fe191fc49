using System.Globalization;
using System.Text.Json.Nodes;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Ledger;

namespace Hitl.Postgres.Ledger;

/// <summary>What a person does after <c>audit.rolled_back</c>: accept the restored state, on the record, so that work may go on.</summary>
public sealed class LedgerRecovery
{
    private readonly SealStore _store;
    private readonly AnchorFile _anchor;
    private readonly TimeProvider _time;

    internal LedgerRecovery(SealStore store, AnchorFile anchor, TimeProvider time)
    {
        _store = store;
        _anchor = anchor;
        _time = time;
    }

    /// <summary>Puts the old anchor aside (it is kept), records who accepted what and why, and releases executions.</summary>
    public async Task AcceptAsync(PersonId by, string reason, CancellationToken cancel)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        var head = await _store.HeadAsync(cancel);
        _anchor.PutAside("before-" + _time.GetUtcNow().ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture));
        var entry = new LedgerEntry
        {
            Kind = LedgerKinds.LedgerAnomaly,
            By = $"person:{by}",
            Summary = $"The restored ledger was accepted at row {head.Sequence}: {reason}",
            Body = new JsonObject { ["accepted"] = head.Sequence, ["accepted_head"] = head.Hex, ["reason"] = reason },
        };
        await _store.ReleaseExecutionsAsync(EntryJson.Write(entry)!, cancel);
    }
}
