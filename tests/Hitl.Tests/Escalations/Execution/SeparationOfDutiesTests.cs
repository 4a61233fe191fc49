using Hitl.Escalations.Consent;
using Hitl.Escalations.Decisions;
using Hitl.Escalations.Execution;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Stages;
using Hitl.Tests.Governance;

namespace Hitl.Tests.Escalations.Execution;

/// <summary>Random organisations: whoever is linked to whom, nobody who took part in asking is ever counted, and nobody twice.</summary>
public sealed class SeparationOfDutiesTests
{
    private static readonly PersonId[] People = [.. Enumerable.Range(0, 8).Select(n => new PersonId($"p{n}"))];
    private static readonly Dictionary<(int Quorum, PersonId Conflicted), (ConsentRecord Consent, string Digest, Decision[] Decisions)> Made = [];

    [Fact]
    public void No_conflicted_human_and_no_human_twice_is_ever_counted()
    {
        var random = new Random(50_000);
        var ran = 0;
        for (var i = 0; i < Effort.Of(50_000); i++)
        {
            var links = Enumerable.Range(0, random.Next(4)).Select(_ => (Pick(random), Pick(random))).ToArray();
            var evidence = RandomEvidence(random, links);

            var finding = ApprovalCheck.Check(evidence, Case.Keys, Case.Now);

            if (!finding.MayRun) continue;
            ran++;
            var humans = finding.Approvers.Select(p => Reach(links, p)).ToList();
            Assert.True(humans.Count >= evidence.Consent.Path!.Stages[0].Quorum);
            Assert.All(humans, human => Assert.False(human.Overlaps(evidence.Consent.Conflicted)));
            Assert.All(finding.Approvers, p => Assert.True(evidence.Roles[Case.Approver].Members.Contains(p) || evidence.Stages[0].Asked.Any(a => a.Person == p)));
            for (var one = 0; one < humans.Count; one++)
                for (var other = one + 1; other < humans.Count; other++) Assert.False(humans[one].Overlaps(humans[other]));
        }

        Assert.InRange(ran, Effort.Of(2_000), Effort.Of(48_000));
    }

    [Fact]
    public void At_the_click_a_conflicted_human_is_refused_under_every_id()
    {
        var random = new Random(7);
        for (var i = 0; i < Effort.Of(5_000); i++)
        {
            var links = Enumerable.Range(0, random.Next(5)).Select(_ => (Pick(random), Pick(random))).ToArray();
            var conflicted = Pick(random);
            var stored = Case.Stored();
            var attempt = Case.Attempt(Pick(random)) with
            {
                Identities = Graph(links),
                Role = Case.ApproverRole with { Members = People },
                Request = stored with { Evaluation = stored.Evaluation! with { Consent = Case.Consent with { Conflicted = [conflicted] } } },
            };

            var refusal = DecisionRules.Check(attempt);

            Assert.Equal(Reach(links, conflicted).Contains(attempt.Person), refusal?.Code == DecisionRefusals.Conflict);
            Assert.All(refusal?.WhoCan ?? [], p => Assert.DoesNotContain(p, Reach(links, conflicted)));
        }
    }

    private static ApprovalEvidence RandomEvidence(Random random, (PersonId A, PersonId B)[] links)
    {
        var quorum = random.Next(1, 4);
        var members = People.Where(_ => random.Next(3) > 0).ToArray();
        var covers = People.Where(_ => random.Next(4) == 0).ToArray();
        var role = new RoleDefinition(Case.Approver, members, new Dictionary<PersonId, IReadOnlyList<PersonId>>(), covers);
        var (consent, digest, everyone) = Make(quorum, Pick(random));
        var stage = Case.Stage(1, StageStatus.Approved) with { Asked = [.. members.Concat(covers).Select(p => new AskedPerson(p, members.Contains(p) ? null : Pick(random), "asked"))] };
        var decisions = everyone.Where(_ => random.Next(2) == 0);
        return new()
        {
            Consent = consent, StoredDigest = digest, Stages = [stage], Decisions = [.. decisions], Identities = Graph(links),
            Roles = new Dictionary<RoleId, RoleDefinition> { [Case.Approver] = role },
        };
    }

    private static (ConsentRecord Consent, string Digest, Decision[] Decisions) Make(int quorum, PersonId conflicted)
    {
        if (Made.TryGetValue((quorum, conflicted), out var made)) return made;
        var consent = Case.Consent with { Conflicted = [conflicted], Path = new("random", [Case.Path.Stages[0] with { Quorum = quorum }]) };
        var digest = ConsentDigest.Of(consent);
        return Made[(quorum, conflicted)] = (consent, digest, [.. People.Select(p => DecisionMac.Sign(Case.Decide(p) with { Digest = digest }, Case.Keys))]);
    }

    private static PersonId Pick(Random random) => People[random.Next(People.Length)];

    private static IdentityGraph Graph((PersonId A, PersonId B)[] links) => new(links.Select(l => KeyValuePair.Create(l.A, (IReadOnlyList<PersonId>)[l.B])));

    /// <summary>Who one is, found by walking the links rather than by the graph under test.</summary>
    private static HashSet<PersonId> Reach((PersonId A, PersonId B)[] links, PersonId from)
    {
        var reached = new HashSet<PersonId> { from };
        while (links.Any(l => reached.Contains(l.A) != reached.Contains(l.B)))
            foreach (var (a, b) in links.Where(l => reached.Contains(l.A) || reached.Contains(l.B))) reached.UnionWith([a, b]);
        return reached;
    }
}
