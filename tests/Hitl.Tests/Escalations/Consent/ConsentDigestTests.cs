using System.Text.Json;
using Hitl.Escalations.Consent;
using Hitl.Escalations.Execution;
using Hitl.Tests.Governance;

namespace Hitl.Tests.Escalations.Consent;

public sealed class ConsentDigestTests
{
    [Fact]
    public void Flipping_any_field_gives_another_digest_and_is_refused_before_execution()
    {
        var random = new Random(1);
        var touched = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < Effort.Of(10_000); i++)
        {
            var (mutant, where) = RecordMutations.Flip(Case.Consent, random);
            touched.Add(where.Split('.', '[', ' ')[0]);

            var finding = ApprovalCheck.Check(Case.Evidence() with { Consent = mutant }, Case.Keys, Case.Now);

            Assert.NotEqual(Case.Digest, ConsentDigest.Of(mutant));
            Assert.True(finding.Refusal?.Contains("digests differ", StringComparison.Ordinal), where);
        }

        Assert.Equal(RecordMutations.Fields(typeof(ConsentRecord)).Select(f => f.Name).Order(), touched.Order());
    }

    [Fact]
    public void The_digest_survives_storing_and_reading_the_record()
    {
        var stored = JsonSerializer.Deserialize<ConsentRecord>(JsonSerializer.Serialize(Case.Consent))!;

        Assert.Equal(Case.Digest, ConsentDigest.Of(stored));
    }

    [Fact]
    public void The_digest_of_a_known_record_is_what_another_implementation_computed() =>
        Assert.Equal("706890d9adbd43f140dcf544eea8b1446551a22ac23638e13d493758437b35b8", Case.Digest);
}
