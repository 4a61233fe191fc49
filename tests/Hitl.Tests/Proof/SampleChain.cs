using Hitl.Proof;

namespace Hitl.Tests.Proof;

/// <summary>A sealed chain in memory, and what a forger with every right but the key would make of it.</summary>
internal static class SampleChain
{
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 9, 0, 0, TimeSpan.Zero);

    private static readonly Func<LedgerRow, LedgerRow>[] Edits =
    [
        row => row with { No = row.No + 1 }, row => row with { Id = Guid.NewGuid() }, row => row with { At = row.At.AddMicroseconds(1) },
        row => row with { Kind = row.Kind + "x" }, row => row with { Request = null }, row => row with { Request = row.Request + "0" },
        row => row with { Revision = row.Revision + 1 }, row => row with { By = "person:mallory" }, row => row with { OnBehalfOf = "ben" },
        row => row with { Actor = null }, row => row with { Customer = row.Customer + " " }, row => row with { Summary = row.Summary.ToUpperInvariant() },
        row => row with { Body = row.Body.Replace('1', '2') }, row => row with { Sequence = row.Sequence + 1 },
    ];

    public static (IReadOnlyList<SealedRow> Rows, IReadOnlyList<string> Notes) Make(int count, int every, CheckpointKey key)
    {
        var (rows, notes, link) = (new List<SealedRow>(), new List<string>(), LedgerHash.Origin);
        for (var n = 1; n <= count; n++)
        {
            var row = Row(n);
            var seal = Sealed(row, n, link);
            link = seal.Link;
            rows.Add(new(seal, row));
            if (n % every == 0) notes.Add(key.Sign(new(Seal.MainChain, n, Convert.ToHexStringLower(link), seal.At, 1)));
        }

        return (rows, notes);
    }

    public static (string What, IReadOnlyList<SealedRow> Rows) Alter(IReadOnlyList<SealedRow> rows, Random random)
    {
        var changed = rows.ToList();
        var (at, other) = (random.Next(rows.Count), random.Next(rows.Count));
        if (other == at) other = (at + 1) % rows.Count;
        var isRelinked = random.Next(2) == 0;
        string what;
        switch (random.Next(6))
        {
            case 0:
                changed[at] = Edited(changed[at], random, isRelinked);
                what = $"row {at} edited";
                break;
            case 1:
                changed.RemoveAt(at);
                what = $"row {at} deleted";
                break;
            case 2:
                changed.Insert(at, new(changed[at].Seal, Row(900 + at)));
                what = $"a row inserted at {at}";
                break;
            case 3:
                (changed[at], changed[other]) = (changed[other], changed[at]);
                what = $"rows {at} and {other} swapped";
                break;
            case 4:
                changed.RemoveRange(at, changed.Count - at);
                what = $"cut at {at}";
                isRelinked = false;
                break;
            default:
                changed[at] = new(changed[at].Seal, null);
                what = $"row {at} gone, its seal left";
                isRelinked = false;
                break;
        }

        return (isRelinked ? what + ", the chain linked anew" : what, isRelinked ? Relinked(changed) : changed);
    }

    private static SealedRow Edited(SealedRow found, Random random, bool isHashed)
    {
        // The last edit is of the place, which linking anew sets right by itself.
        var row = Edits[random.Next(Edits.Length - (isHashed ? 1 : 0))](found.Row!);
        if (!isHashed) return new(found.Seal, row);
        var leaf = LedgerHash.Leaf(row);
        return new(found.Seal with { Leaf = leaf, EventId = row.Id, EventAt = row.At }, row with { Leaf = Convert.ToHexStringLower(leaf) });
    }

    /// <summary>What a forger does next: every place, leaf and link computed afresh, so that only the signatures can tell.</summary>
    private static List<SealedRow> Relinked(List<SealedRow> rows)
    {
        var link = LedgerHash.Origin;
        for (var n = 0; n < rows.Count; n++)
        {
            var row = rows[n].Row! with { Sequence = n + 1 };
            var seal = Sealed(row with { Leaf = Convert.ToHexStringLower(LedgerHash.Leaf(row)) }, n + 1, link);
            link = seal.Link;
            rows[n] = new(seal, row with { Leaf = Convert.ToHexStringLower(seal.Leaf) });
        }

        return rows;
    }

    private static Seal Sealed(LedgerRow row, long sequence, byte[] link)
    {
        var seal = new Seal(Seal.MainChain, sequence, row.Id, row.At, LedgerHash.Leaf(row), Start.AddSeconds(sequence), false, 1);
        return seal with { Link = LedgerHash.Link(link, seal) };
    }

    private static LedgerRow Row(int n)
    {
        var row = new LedgerRow
        {
            No = n, Id = Guid.NewGuid(), At = Start.AddSeconds(n), Kind = "decision.recorded", Request = $"req_{n}", Revision = 1, By = "person:ada",
            Actor = "support-bot", Customer = "c-1", Summary = $"Row {n}.", Body = "{\"amount\":100}", Leaf = "", Sequence = n,
        };
        return row with { Leaf = Convert.ToHexStringLower(LedgerHash.Leaf(row)) };
    }
}
