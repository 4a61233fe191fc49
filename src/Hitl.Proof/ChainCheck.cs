namespace Hitl.Proof;

/// <summary>Walks a chain row by row and notes everything that is wrong. The same walk for the database and for an export.</summary>
internal sealed class ChainCheck(string chain, CheckpointKey? key)
{
    private const int MostFindings = 100;

    private readonly Dictionary<long, List<Checkpoint>> _expected = [];
    private readonly List<VerifyFinding> _findings = [];
    private byte[] _link = LedgerHash.Origin;
    private DateTimeOffset _at = DateTimeOffset.MinValue;
    private long _rows;
    private readonly List<MissingRow> _missing = [];
    private readonly List<ExpiryCertificate> _certificates = [];
    private int _checkpoints;
    private long _signed;
    private long _signedAll;

    /// <summary>Begins behind a row that is taken as it stands, so that only what follows it is checked.</summary>
    public ChainCheck(string chain, CheckpointKey? key, Seal after)
        : this(chain, key) => (Head, _link, _at) = (after.Sequence, after.Link, after.At);

    public long Head { get; private set; }

    public string HeadLink => Convert.ToHexStringLower(_link);

    /// <summary>Takes a signed note that the chain must agree with; the checkpoint it holds, or null when it is not validly signed.</summary>
    public Checkpoint? Expect(string note, string source)
    {
        _checkpoints++;
        if (key?.Read(note) is not { } checkpoint || checkpoint.Chain != chain)
        {
            Find($"{source}.signature", 0, "a note signed by the checkpoint key", note.Length > 60 ? note[..60] : note);
            return null;
        }

        if (!_expected.TryGetValue(checkpoint.Size, out var known)) _expected[checkpoint.Size] = known = [];
        known.Add(checkpoint);
        return checkpoint;
    }

    /// <summary>Walks one row on.</summary>
    public void Next(SealedRow found)
    {
        var (seal, row) = found;
        _rows++;
        if (seal.Sequence != Head + 1) Find("seal.gap", seal.Sequence, $"{Head + 1}", $"{seal.Sequence}");
        var leaf = Convert.ToHexStringLower(seal.Leaf);
        if (row is null) _missing.Add(new(seal.Sequence, leaf, seal.EventId));
        else CheckRow(seal, row, leaf);
        if (row is not null && ExpiryCertificate.Read(row) is { } certificate) _certificates.Add(certificate);
        var link = LedgerHash.Link(_link, seal);
        if (!link.AsSpan().SequenceEqual(seal.Link))
            Find("link.mismatch", seal.Sequence, Convert.ToHexStringLower(link), Convert.ToHexStringLower(seal.Link));
        if (seal.At <= _at) Find("time.backwards", seal.Sequence, $"after {_at:O}", $"{seal.At:O}");
        (Head, _link, _at) = (seal.Sequence, seal.Link, seal.At);
        CheckNotes(seal);
    }

    /// <summary>What is wrong with something beside the chain.</summary>
    public void Find(string code, long sequence, string expected, string found)
    {
        if (_findings.Count < MostFindings) _findings.Add(new(code, chain, sequence, expected, found));
    }

    /// <summary>Ends the walk: what was checkpointed or anchored beyond the end is gone.</summary>
    public VerifyReport End(long unsealed)
    {
        // A row may be gone when a later row of the chain, hashed and signed like all others, says so and names exactly it.
        foreach (var gone in ExpiryCertificate.Unexplained(_missing, _certificates)) Find("event.missing", gone.Sequence, $"event {gone.Id}", "no such row, and no certificate of its expiry");
        foreach (var (size, _) in _expected.Where(pair => pair.Key > Head).OrderBy(pair => pair.Key))
            Find("audit.rolled_back", size, $"{size} rows, as signed", $"{Head} rows");
        return new(_rows, _checkpoints, Head, HeadLink, _findings.Count == 0 ? _signedAll : _signed, unsealed, _findings);
    }

    private void CheckRow(Seal seal, LedgerRow row, string leaf)
    {
        var computed = Convert.ToHexStringLower(LedgerHash.Leaf(row));
        if (computed != row.Leaf) Find("leaf.mismatch", seal.Sequence, computed, row.Leaf);
        if (computed != leaf) Find("event.altered", seal.Sequence, leaf, computed);
        if (row.Sequence is { } place && place != seal.Sequence) Find("event.swapped", seal.Sequence, $"{seal.Sequence}", $"{place}");
        if (row.Id != seal.EventId || row.At != seal.EventAt) Find("event.swapped", seal.Sequence, $"{seal.EventId}", $"{row.Id}");
    }

    private void CheckNotes(Seal seal)
    {
        if (!_expected.TryGetValue(seal.Sequence, out var notes)) return;
        var link = Convert.ToHexStringLower(seal.Link);
        foreach (var note in notes.Where(note => note.Head != link)) Find("checkpoint.mismatch", seal.Sequence, note.Head, link);
        if (_findings.Count == 0 && _missing.Count == 0) _signed = seal.Sequence;
        _signedAll = seal.Sequence;
    }
}
