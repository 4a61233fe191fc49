using Hitl.Proof;

namespace Hitl.Tests.Proof;

/// <summary>Ten thousand random edits, deletions, insertions, swaps and tail cuts of a chain, made by somebody who knows the format and lacks only the key: all are found.</summary>
public sealed class ChainFuzzTests
{
    private const int Rounds = 10_000;
    private const int Rows = 48;
    private const int Every = 12;

    [Fact]
    public void Every_random_change_of_a_chain_is_found()
    {
        using var key = CheckpointKey.FromPem(System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256).ExportPkcs8PrivateKeyPem());
        var (rows, notes) = SampleChain.Make(Rows, Every, key);
        Assert.Empty(Walk(rows, notes, key).Findings);
        var random = new Random(20_261_121);
        var missed = new List<string>();

        for (var round = 0; round < Rounds; round++)
        {
            var (what, changed) = SampleChain.Alter(rows, random);
            if (Walk(changed, notes, key).IsIntact) missed.Add($"round {round}: {what}");
        }

        Assert.Empty(missed);
    }

    private static VerifyReport Walk(IReadOnlyList<SealedRow> rows, IReadOnlyList<string> notes, CheckpointKey key)
    {
        var check = new ChainCheck(Seal.MainChain, key);
        foreach (var note in notes) check.Expect(note, "anchor");
        foreach (var row in rows) check.Next(row);
        return check.End(0);
    }
}
