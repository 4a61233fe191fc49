using System.Text.Json.Nodes;
using Hitl.Escalations.Cards;
using Hitl.Escalations.Consent;
using Hitl.Escalations.Decisions;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Stages;

namespace Hitl.Tests.Slack.Cards;

/// <summary>Card faces as the composer makes them.</summary>
internal static class Faces
{
    public static readonly StageKey Stage = new(new("req_01m7zqxe2gnjarx9ver9rbnybx"), 1, 1);

    public static CardFace Open(string rationale = "The parcel never arrived.", JsonObject? parameters = null) => new()
    {
        Key = new(Stage, new("ben")),
        Consent = Consent(parameters ?? new() { ["charge"] = "ch_1" }),
        Digest = new('d', 64),
        Title = "Refund a payment",
        Risk = "medium",
        Reversibility = "reversible-until, for 14 days",
        Agent = new("1.4.2", "model-x", "p7"),
        Rationale = rationale,
        Evidence = ["ticket 4711"],
        Why = "Refunds above 50.00 USD need a person.",
        Asked = new(new("ben"), new("ada"), "covers for ada, who is away (parental leave)"),
        AllAsked = [new(new("ben"), new("ada"), "covers for ada, who is away (parental leave)")],
        Quorum = 1,
        Deadline = new(2026, 3, 4, 16, 0, 0, TimeSpan.Zero),
        Decisions = [],
        State = RequestState.Deciding,
        StageStatus = StageStatus.Open,
        Token = "c1.k1.token",
        Names = new Dictionary<PersonId, string> { [new("ben")] = "Ben Brandt", [new("ada")] = "Ada Adeyemi" },
        Labels = new Dictionary<string, string> { ["charge"] = "Payment" },
    };

    public static CardFace Closed(RequestState state, StageStatus stage, string outcome) =>
        Open() with { State = state, StageStatus = stage, Outcome = outcome, Token = null };

    /// <summary>A face in which every text that anybody else writes is this one.</summary>
    /// <remarks>Parameters never hold half a surrogate pair: no consent record can be made of one.</remarks>
    public static CardFace Hostile(string text) => Hostile(text, string.Concat(text.EnumerateRunes()));

    private static CardFace Hostile(string text, string parameter) => Open(text) with
    {
        Title = text,
        Risk = text,
        Reversibility = text,
        Agent = new(text, text, text),
        Evidence = [text, text],
        Why = text,
        Outcome = text,
        Asked = new(new("ben"), null, text),
        Names = new Dictionary<PersonId, string> { [new("ben")] = text },
        Labels = new Dictionary<string, string> { ["note"] = text },
        Consent = Consent(new() { ["note"] = parameter, [parameter] = "x" }) with { Customer = new(text, text), Channel = text },
        Decisions = [new() { Stage = Stage, Person = new("eve"), Verdict = Verdict.Approve, Reason = text, Door = Door.Slack, Digest = "d", At = default }],
    };

    public static ConsentRecord Consent(JsonObject parameters) => new()
    {
        Request = Stage.Request,
        Revision = 1,
        Action = new("refund"),
        CatalogDigest = new('c', 64),
        Actor = new("support-bot"),
        OnBehalfOf = new PersonId("ada"),
        Customer = new("cus_4711", "retail"),
        Channel = "chat",
        Amount = new(42_000, "USD"),
        Parameters = ActionParameters.From(parameters),
        Saga = new([new() { Name = "refund-payment", Target = "payments", Host = "api.example.com", Operation = "refund", Arguments = ActionParameters.Empty, Compensation = "cancel-refund" }]),
        Path = new("refunds", [Definition("first-line", "refund-approver"), Definition("second-line", "refund-lead")]),
        Conflicted = [],
        ExpiresAt = new(2026, 3, 5, 12, 0, 0, TimeSpan.Zero),
    };

    private static StageDefinition Definition(string name, string role) => new() { Name = name, Role = new(role), Wait = TimeSpan.FromHours(4) };
}
