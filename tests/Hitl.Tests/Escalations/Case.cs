using Hitl.Escalations.Cards;
using Hitl.Escalations.Consent;
using Hitl.Escalations.Decisions;
using Hitl.Escalations.Execution;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Keys;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Stages;

namespace Hitl.Tests.Escalations;

/// <summary>A refund of 420.00 USD before ada and ben, quorum two, then chidi; dana owns the agent. Every test changes one thing.</summary>
internal static class Case
{
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 10, 3, 12, TimeSpan.Zero);
    public static readonly PersonId Ada = new("ada");
    public static readonly PersonId Ben = new("ben");
    public static readonly PersonId Chidi = new("chidi");
    public static readonly PersonId Dana = new("dana");
    public static readonly PersonId Emil = new("emil");
    public static readonly RoleId Approver = new("approver");
    public static readonly RoleId Lead = new("lead");

    public static SigningKeys Keys { get; } = new("k1", new Dictionary<string, byte[]> { ["k1"] = [.. Enumerable.Repeat((byte)7, 32)] });

    public static RequestId Request { get; } = new("req_01h0000000000000000000000a");

    public static RoleDefinition ApproverRole { get; } =
        new(Approver, [Ada, Ben], new Dictionary<PersonId, IReadOnlyList<PersonId>> { [Ada] = [Emil] }, []);

    public static RoleDefinition LeadRole { get; } = new(Lead, [Chidi], new Dictionary<PersonId, IReadOnlyList<PersonId>>(), []);

    public static IReadOnlyDictionary<RoleId, RoleDefinition> Roles { get; } =
        new Dictionary<RoleId, RoleDefinition> { [Approver] = ApproverRole, [Lead] = LeadRole };

    public static EscalationPath Path { get; } = new("refunds",
    [
        new() { Name = "first", Role = Approver, Quorum = 2, Wait = TimeSpan.FromMinutes(10), Reminders = [TimeSpan.FromMinutes(5)] },
        new() { Name = "second", Role = Lead, Wait = TimeSpan.FromMinutes(20), CoverageAfter = TimeSpan.FromMinutes(10) },
    ]);

    public static ConsentRecord Consent { get; } = new()
    {
        Request = Request,
        Revision = 1,
        Action = new("refund"),
        CatalogDigest = new('a', 64),
        Actor = new("support-bot"),
        OnBehalfOf = new("hana"),
        Customer = new("cus_1", "retail"),
        Channel = "chat",
        Amount = new(420_00, "USD"),
        Parameters = ActionParameters.Parse("""{"charge":"ch_1"}"""),
        Saga = new([
            new()
            {
                Name = "refund-payment", Target = "payments", Host = "127.0.0.1:8090", Operation = "refund",
                Arguments = ActionParameters.Parse("""{"amount":42000,"charge":"ch_1"}"""), Compensation = "cancel-refund",
            },
        ]),
        Path = Path,
        Conflicted = [Dana, new("hana")],
        ExpiresAt = Now.AddHours(2),
    };

    public static string Digest { get; } = ConsentDigest.Of(Consent);

    public static StageRecord Stage(int ordinal, StageStatus status = StageStatus.Open, params PersonId[] asked) => new(
        new(Request, 1, ordinal), Path.Stages[ordinal - 1], status,
        [.. (asked.Length > 0 ? asked : [.. Roles[Path.Stages[ordinal - 1].Role].Members]).Select(p => new AskedPerson(p, p == Emil ? Ada : null, "is asked"))],
        Now.AddMinutes(-5), status == StageStatus.Open ? null : Now);

    public static Decision Decide(PersonId person, Verdict verdict = Verdict.Approve, int ordinal = 1) => DecisionMac.Sign(
        new()
        {
            Stage = new(Request, 1, ordinal), Person = person, Verdict = verdict, Reason = verdict == Verdict.Deny ? "not plausible" : "",
            Door = Door.Slack, Digest = Digest, At = Now,
        }, Keys);

    public static StoredRequest Stored(RequestState state = RequestState.Deciding) => new(
        new()
        {
            Id = Request, Actor = Consent.Actor, Action = Consent.Action, Customer = Consent.Customer, Channel = "chat", ReceivedAt = Now.AddMinutes(-6),
            CatalogDigest = Consent.CatalogDigest, OnBehalfOf = Consent.OnBehalfOf, Amount = Consent.Amount, Parameters = Consent.Parameters,
        },
        state, new() { Outcome = EvaluationOutcome.Ask, Explanation = new("because", "r", false, [], []), Risk = "medium", Reversibility = "reversible", Consent = Consent },
        Digest, null, null, Now.AddMinutes(-5));

    public static CardToken Token(int ordinal = 1) => new(new(Request, 1, ordinal), Digest[..CardToken.DigestLength], Now.AddMinutes(5));

    public static DecisionAttempt Attempt(PersonId person, Verdict verdict = Verdict.Approve) => new()
    {
        Person = person, Verdict = verdict, Reason = verdict == Verdict.Deny ? "not plausible" : "", Token = Token(), Request = Stored(),
        Stages = [Stage(1)], Decisions = [], Role = ApproverRole, Now = Now,
    };

    public static ApprovalEvidence Evidence() => new()
    {
        Consent = Consent, StoredDigest = Digest, Stages = [Stage(1, StageStatus.Approved)], Decisions = [Decide(Ada), Decide(Ben)], Roles = Roles,
    };
}
