using Hitl.Escalations.Consent;
using Hitl.Escalations.Decisions;
using Hitl.Escalations.Execution;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Stages;
using Hitl.Tests.Governance;

namespace Hitl.Tests.Escalations.Execution;

/// <summary>Random organisations with owners, people acted for, second ids, rotations and chains of coverage: who takes part in asking never decides, nor does anybody in their name.</summary>
public sealed class EffectivePrincipalTests
{
    private static readonly PersonId[] People = [.. Enumerable.Range(0, 8).Select(n => new PersonId($"p{n}"))];
    private static readonly RoleId[] Names = [new("finance"), new("support")];
    private static readonly Dictionary<(int, int, int), (ConsentRecord Consent, string Digest, Decision[] Decisions)> Made = [];

    [Fact]
    public void Nobody_who_takes_part_in_asking_decides_and_nobody_decides_in_their_name()
    {
        var random = new Random(50_002);
        var ran = 0;
        for (var i = 0; i < Effort.Of(50_000); i++)
        {
            var links = Enumerable.Range(0, random.Next(4)).Select(_ => (Pick(random), Pick(random))).ToArray();
            var identities = new IdentityGraph(links.Select(link => KeyValuePair.Create(link.Item1, (IReadOnlyList<PersonId>)[link.Item2])));
            var roles = Names.ToDictionary(name => name, name => RandomRole(random, name));
            // The effective principal: the agent's owner and whom it acts for, under every id of theirs.
            var (owner, human) = (random.Next(8), random.Next(8));
            IReadOnlyList<PersonId> principal = [.. new[] { People[owner], People[human] }.SelectMany(identities.Everyone).Distinct()];
            var (consent, digest, everyone) = Make(owner, human, random.Next(3));
            var definition = consent.Path!.Stages[0];

            var asked = StageQuestion.Ask(definition, roles, new([]), principal, Case.Now, includeCoverage: random.Next(2) == 0).Asked;
            var stage = new StageRecord(new(Case.Request, 1, 1), definition, StageStatus.Approved, HandOn(random, asked, definition, roles, principal, identities), Case.Now, Case.Now);
            var evidence = new ApprovalEvidence
            {
                Consent = consent, StoredDigest = digest, Stages = [stage], Decisions = [.. everyone.Where(_ => random.Next(2) == 0)], Roles = roles, Identities = identities,
            };
            var finding = ApprovalCheck.Check(evidence, Case.Keys, Case.Now);

            Assert.All(stage.Asked, one => Assert.False(identities.IsAmong(one.Person, principal) || (one.CoversFor is { } member && identities.IsAmong(member, principal))));
            if (!finding.MayRun) continue;
            ran++;
            Assert.All(finding.Approvers, person => Assert.False(identities.IsAmong(person, principal)));
            Assert.Equal(finding.Approvers.Count, finding.Approvers.Select(identities.Human).Distinct().Count());
            Assert.True(StageSeats.Filled(definition.Seats, [.. finding.Approvers.Select(person => StageRoles.SeatsOf(person, stage, roles))]) >= definition.Quorum);
        }

        Assert.InRange(ran, Effort.Of(1_000), Effort.Of(49_000));
    }

    // Parts are handed on at random, as the delegate button does.
    private static IReadOnlyList<AskedPerson> HandOn(
        Random random, IReadOnlyList<AskedPerson> asked, StageDefinition definition, IReadOnlyDictionary<RoleId, RoleDefinition> roles, IReadOnlyList<PersonId> principal, IdentityGraph identities)
    {
        var now = new List<AskedPerson>(asked);
        for (var times = random.Next(8); times > 0 && now.Count > 0; times--)
        {
            var stage = new StageRecord(new(Case.Request, 1, 1), definition, StageStatus.Open, now, Case.Now, null);
            if (Delegation.Hand(now[random.Next(now.Count)].Person, Pick(random), stage, StageRoles.Of(definition, roles)!, [], principal, identities, Case.Now) is { } handed) now.Add(handed);
        }

        Assert.True(now.Count(one => one.Why.StartsWith("was handed", StringComparison.Ordinal)) <= Delegation.Most);
        return now;
    }

    private static RoleDefinition RandomRole(Random random, RoleId name)
    {
        var members = People.Where(_ => random.Next(2) == 0).ToArray();
        var coverage = members.Where(_ => random.Next(2) == 0).ToDictionary(member => member, _ => (IReadOnlyList<PersonId>)[Pick(random), Pick(random)]);
        return new(name, members, coverage, [Pick(random)]) { Resting = [.. members.Skip(1).Where(_ => random.Next(3) == 0)] };
    }

    private static (ConsentRecord Consent, string Digest, Decision[] Decisions) Make(int owner, int human, int kind)
    {
        if (Made.TryGetValue((owner, human, kind), out var made)) return made;
        IReadOnlyList<RoleShare>? shares = kind == 0 ? null : [new(Names[0], 1), new(Names[1], kind)];
        var stage = Case.Path.Stages[0] with { Role = Names[0], Shares = shares, Quorum = shares?.Sum(share => share.Quorum) ?? 2 };
        var consent = Case.Consent with { Path = new("random", [stage]), Conflicted = [People[owner], People[human]] };
        var digest = ConsentDigest.Of(consent);
        return Made[(owner, human, kind)] = (consent, digest, [.. People.Select(person => DecisionMac.Sign(Case.Decide(person) with { Digest = digest }, Case.Keys))]);
    }

    private static PersonId Pick(Random random) => People[random.Next(People.Length)];
}
