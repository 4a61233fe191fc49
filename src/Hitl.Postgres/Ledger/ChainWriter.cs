using Hitl.FailPoints;
using Hitl.Proof;

namespace Hitl.Postgres.Ledger;

/// <summary>Seals what waits, and signs checkpoints: the sealer's work without its clockwork. One at a time by lease and epoch.</summary>
internal sealed class ChainWriter(SealStore store, AnchorFile anchor, CheckpointKey key, PostgresOptions options, TimeProvider time)
{
    public const int MostPerRound = 5_000;

    private static readonly TimeSpan StepTolerance = TimeSpan.FromSeconds(1);

    private ChainHead? _head;
    private long _checkpointed;
    private long _checkpointedAt;

    /// <summary>Forgets what is known of the chain: another sealer may have written since, or an answer was lost.</summary>
    public void Forget() => _head = null;

    /// <summary>Seals up to one round of rows; the number sealed, or null when another sealer has taken over.</summary>
    public async Task<int?> SealAsync(long epoch, CancellationToken cancel)
    {
        var rows = await store.UnsealedAsync(MostPerRound, cancel);
        var head = _head ?? await ResumeAsync(cancel);
        if (rows.Count == 0) return 0;
        var seals = Chain(head, rows, epoch);
        _head = null;
        FailPoint.Hit("A1");
        if (!await store.WriteAsync(epoch, seals, cancel)) return null;
        FailPoint.Hit("A2");
        var last = seals[^1];
        _head = new(last.Sequence, last.Link, last.At);
        return seals.Count;
    }

    /// <summary>Signs, stores and anchors a checkpoint when one is due, or in any case when forced.</summary>
    public async Task CheckpointAsync(long epoch, bool isForced, CancellationToken cancel)
    {
        if (_head is not { } head || head.Sequence <= _checkpointed) return;
        var isDue = head.Sequence - _checkpointed >= options.CheckpointRows || time.GetElapsedTime(_checkpointedAt) >= options.CheckpointEvery;
        if (!isDue && !isForced) return;
        // What is signed must be what is stored: a tail cut or rewritten meanwhile stops here and not in next year's audit.
        await new RollbackCheck(store, anchor, key).EnsureAsync(cancel);
        var stored = await store.HeadAsync(cancel);
        if (stored.Hex != head.Hex) await StopAsync(head, stored, cancel);
        var checkpoint = new Checkpoint(Seal.MainChain, head.Sequence, head.Hex, await store.NowAsync(cancel), epoch);
        if (!await store.WriteAsync(checkpoint, key.Sign(checkpoint), cancel)) return;
        _checkpointed = head.Sequence;
        _checkpointedAt = time.GetTimestamp();
        await AnchorAsync(cancel);
    }

    /// <summary>Anchors every stored checkpoint the anchor does not have: the one just signed, and one whose anchoring a crash cut off.</summary>
    private async Task AnchorAsync(CancellationToken cancel)
    {
        var last = anchor.Last() is { } note ? key.Read(note)?.Size ?? 0 : 0;
        var notes = await store.NotesAboveAsync(last, cancel);
        if (notes.Count == 0) return;
        FailPoint.Hit("A3");
        anchor.Append(notes);
        FailPoint.Hit("A4");
    }

    private async Task StopAsync(ChainHead sealedHead, ChainHead stored, CancellationToken cancel)
    {
        var reason = $"the ledger's head is row {stored.Sequence} ({stored.Hex[..12]}), but row {sealedHead.Sequence} ({sealedHead.Hex[..12]}) was sealed";
        await store.StopExecutionsAsync(reason, EntryJson.Write(RollbackCheck.Anomaly(reason, sealedHead.Sequence, sealedHead.Hex, stored))!, cancel);
        throw new LedgerRolledBackException(sealedHead.Sequence, stored.Sequence, $"audit.rolled_back: {reason}. Executions are stopped.");
    }

    private async Task<ChainHead> ResumeAsync(CancellationToken cancel)
    {
        await new RollbackCheck(store, anchor, key).EnsureAsync(cancel);
        await AnchorAsync(cancel);
        _checkpointed = await store.LastCheckpointAsync(cancel);
        _checkpointedAt = time.GetTimestamp();
        return _head = await store.HeadAsync(cancel);
    }

    private static List<Seal> Chain(ChainHead head, IReadOnlyList<UnsealedRow> rows, long epoch)
    {
        var seals = new List<Seal>(rows.Count);
        var (sequence, link, at) = head;
        foreach (var row in rows)
        {
            var isStepped = row.Now + StepTolerance < head.At;
            var next = at.AddMicroseconds(1);
            at = row.Now > next ? row.Now : next;
            var seal = new Seal(Seal.MainChain, ++sequence, row.Id, row.At, row.Leaf, at, isStepped, epoch);
            link = LedgerHash.Link(link, seal);
            seals.Add(seal with { Link = link });
        }

        return seals;
    }
}
