using Hitl.Escalations.Decisions;
using Hitl.Escalations.Execution;
using Hitl.Escalations.Consent;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Stages;
using Hitl.Tests.Governance;

namespace Hitl.Tests.Escalations.Stages;

public sealed class StageVotesTests
{
    private static readonly RoleId Finance = new("finance");
    private static readonly RoleId Support = new("support");

    [Theory]
    [InlineData("aa", StageStatus.Approved)]
    [InlineData("da", StageStatus.Open)]
    [InlineData("daa", StageStatus.Approved)]
    [InlineData("dd", StageStatus.Denied)]
    [InlineData("add", StageStatus.Denied)]
    public void By_majority_whichever_side_has_the_quorum_first_wins(string votes, StageStatus expected)
    {
        var stage = Case.Path.Stages[0] with { ByMajority = true };
        PersonId[] people = [Case.Ada, Case.Ben, Case.Chidi];

        Assert.Equal(expected, StageTally.Count(stage, votes.Select((vote, i) => Case.Decide(people[i], vote == 'a' ? Verdict.Approve : Verdict.Deny))));
    }

    [Fact]
    public void One_human_has_one_vote_under_however_many_ids()
    {
        var identities = new IdentityGraph([KeyValuePair.Create(Case.Ada, (IReadOnlyList<PersonId>)[Case.Ben])]);

        var status = StageTally.Count(Case.Path.Stages[0] with { ByMajority = true }, [Case.Decide(Case.Ada, Verdict.Deny), Case.Decide(Case.Ben, Verdict.Deny)], identities);

        Assert.Equal(StageStatus.Open, status);
    }

    [Fact]
    public void Seats_are_filled_as_well_as_any_arrangement_can()
    {
        var random = new Random(50_001);
        RoleId[] roles = [new("r0"), new("r1"), new("r2")];
        for (var i = 0; i < Effort.Of(5_000); i++)
        {
            RoleShare[] shares = [.. roles.Take(random.Next(1, 4)).Select(role => new RoleShare(role, random.Next(1, 3)))];
            List<IReadOnlyList<RoleId>> people = [.. Enumerable.Range(0, random.Next(6)).Select(_ => (IReadOnlyList<RoleId>)[.. roles.Where(_ => random.Next(2) == 0)])];

            Assert.Equal(Best(people, 0, shares.ToDictionary(share => share.Role, share => share.Quorum)), StageSeats.Filled(shares, people));
        }
    }

    [Theory]
    [InlineData("ada,ben", false)]
    [InlineData("ada,chidi", true)]
    [InlineData("emil,ada", true)]
    [InlineData("emil", false)]
    public void Where_each_of_two_roles_must_agree_the_last_check_seats_people_for_itself(string people, bool runs)
    {
        var evidence = TwoRoles([.. people.Split(',').Select(id => new PersonId(id))]);

        Assert.Equal(runs, ApprovalCheck.Check(evidence, Case.Keys, Case.Now).MayRun);
    }

    [Fact]
    public void A_vote_lost_by_majority_is_refused_at_the_last_check_and_one_denial_is_not()
    {
        var stage = Case.Path.Stages[0] with { ByMajority = true };
        var consent = Case.Consent with { Path = new("vote", [stage]) };
        var digest = ConsentDigest.Of(consent);
        Decision Vote(PersonId person, Verdict verdict) => DecisionMac.Sign(Case.Decide(person, verdict) with { Digest = digest }, Case.Keys);
        var role = Case.ApproverRole with { Members = [Case.Ada, Case.Ben, Case.Chidi, Case.Emil] };
        ApprovalEvidence Evidence(params Decision[] decisions) => Case.Evidence() with
        {
            Consent = consent, StoredDigest = digest, Stages = [Case.Stage(1, StageStatus.Approved) with { Definition = stage }], Decisions = decisions,
            Roles = new Dictionary<RoleId, RoleDefinition> { [role.Role] = role },
        };

        Assert.True(ApprovalCheck.Check(Evidence(Vote(Case.Ada, Verdict.Deny), Vote(Case.Ben, Verdict.Approve), Vote(Case.Chidi, Verdict.Approve)), Case.Keys, Case.Now).MayRun);
        Assert.False(ApprovalCheck.Check(
            Evidence(Vote(Case.Ada, Verdict.Deny), Vote(Case.Emil, Verdict.Deny), Vote(Case.Ben, Verdict.Approve), Vote(Case.Chidi, Verdict.Approve)), Case.Keys, Case.Now).MayRun);
    }

    [Fact]
    public void A_role_with_nobody_to_ask_empties_the_whole_stage()
    {
        var definition = Case.Path.Stages[0] with { Shares = [new(Finance, 1), new(Support, 1)], Role = Finance };
        var roles = Roles([Case.Ada], [Case.Ben]);

        var people = StageQuestion.Ask(definition, roles, new([new(Case.Ben, Case.Now, Case.Now.AddDays(1), "leave")]), [], Case.Now, includeCoverage: false);

        Assert.Empty(people.Asked);
        Assert.Contains(people.PassedOver, passed => passed.Person == Case.Ben);
    }

    [Fact]
    public void Whoever_has_reached_the_cap_is_spared_for_coverage_and_beyond_all_caps_everybody_is_asked()
    {
        var definition = Case.Path.Stages[0] with { Quorum = 1 };
        Availability Full(params PersonId[] people) => new([]) { Occupied = people.ToDictionary(person => person, _ => "has been asked 20 times today") };

        var spared = StageQuestion.Ask(definition, Case.Roles, Full(Case.Ada), [], Case.Now, includeCoverage: false);
        var everybody = StageQuestion.Ask(definition, Case.Roles, Full(Case.Ada, Case.Ben, Case.Emil), [], Case.Now, includeCoverage: false);

        Assert.Equal([new(Case.Ben, null, "is a member of approver"), new(Case.Emil, Case.Ada, "covers for ada, who has been asked 20 times today")], spared.Asked);
        Assert.Equal([Case.Ada, Case.Ben], everybody.Asked.Select(asked => asked.Person));
    }

    [Fact]
    public void Whoever_is_in_doubt_is_asked_and_their_coverage_at_once_too()
    {
        var people = new Availability([]) { Doubted = new Dictionary<PersonId, string> { [Case.Ada] = "whose calendar cannot be read" } };

        var asked = StageQuestion.Ask(Case.Path.Stages[0], Case.Roles, people, [], Case.Now, includeCoverage: false).Asked;

        Assert.Equal([Case.Ada, Case.Ben, Case.Emil], asked.Select(one => one.Person));
        Assert.Equal("covers for ada, whose calendar cannot be read", asked[2].Why);
    }

    private static int Best(List<IReadOnlyList<RoleId>> people, int at, Dictionary<RoleId, int> left)
    {
        if (at == people.Count) return 0;
        var best = Best(people, at + 1, left);
        foreach (var role in people[at].Where(role => left.GetValueOrDefault(role) > 0))
        {
            left[role]--;
            best = Math.Max(best, 1 + Best(people, at + 1, left));
            left[role]++;
        }

        return best;
    }

    // Emil is of both roles.
    private static ApprovalEvidence TwoRoles(PersonId[] approvers)
    {
        var stage = Case.Path.Stages[0] with { Shares = [new(Finance, 1), new(Support, 1)], Role = Finance, Quorum = 2 };
        var consent = Case.Consent with { Path = new("desks", [stage]) };
        var digest = ConsentDigest.Of(consent);
        return Case.Evidence() with
        {
            Consent = consent, StoredDigest = digest, Stages = [Case.Stage(1, StageStatus.Approved) with { Definition = stage }],
            Decisions = [.. approvers.Select(person => DecisionMac.Sign(Case.Decide(person) with { Digest = digest }, Case.Keys))], Roles = Roles([Case.Ada, Case.Ben, Case.Emil], [Case.Chidi, Case.Emil]),
        };
    }

    private static Dictionary<RoleId, RoleDefinition> Roles(PersonId[] finance, PersonId[] support)
    {
        var nobody = new Dictionary<PersonId, IReadOnlyList<PersonId>>();
        return new() { [Finance] = new(Finance, finance, nobody, []), [Support] = new(Support, support, nobody, []) };
    }
}
