using System.Text.Json.Nodes;
using Hitl.Escalations.Consent;
using Hitl.Escalations.Decisions;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Intake;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Stages;

namespace Hitl.Tests.Postgres;

/// <summary>Plausible records for store tests, with the awkward characters that stores tend to break on.</summary>
internal static class Samples
{
    public static readonly PersonId Ada = new("ada");
    public static readonly PersonId Grace = new("grace");
    public static readonly PersonId Edsger = new("edsger");

    public static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    private const string Catalog = "0000000000000000000000000000000000000000000000000000000000000001";

    public static ActionRequest Request(string actor = "support-bot") => new()
    {
        Id = RequestId.New(TimeProvider.System.GetUtcNow()),
        Actor = new(actor),
        Agent = new("1.4.2", "model-x", null),
        OnBehalfOf = Edsger,
        Action = new("refund"),
        Customer = new("cus_4711 <b>", "retail"),
        Channel = "chat",
        Amount = new(42_000, "USD"),
        Parameters = ActionParameters.From(new JsonObject { ["order"] = "A-1 \u2028 \"quoted\" \\ ü 😀", ["lines"] = new JsonArray(1, 2, 3) }),
        Rationale = "Customer says: «broken» & <script>\n\ttwice\u0001",
        Evidence = ["ticket 1", "=HYPERLINK(\"x\")"],
        ReceivedAt = Noon.AddTicks(1_234_567),
        CatalogDigest = Catalog,
    };

    public static StageDefinition Stage(int quorum = 1) => new()
    {
        Name = "first-line", Role = new("refund-approver"), Quorum = quorum, Wait = TimeSpan.FromHours(4), Reminders = [TimeSpan.FromHours(1)],
    };

    public static ConsentRecord Consent(ActionRequest request, int quorum = 1) => new()
    {
        Request = request.Id,
        Revision = request.Revision,
        Action = request.Action,
        CatalogDigest = request.CatalogDigest,
        Actor = request.Actor,
        OnBehalfOf = request.OnBehalfOf,
        Customer = request.Customer,
        Channel = request.Channel,
        Amount = request.Amount,
        Parameters = request.Parameters,
        Saga = new([new() { Name = "refund-payment", Target = "payments", Host = "127.0.0.1:1", Operation = "refund", Arguments = request.Parameters }]),
        Path = new("two-eyes", [Stage(quorum)]),
        Conflicted = [Edsger],
        ExpiresAt = request.ReceivedAt.AddHours(24),
    };

    public static Evaluation Evaluation(ActionRequest request, EvaluationOutcome outcome = EvaluationOutcome.Ask, int quorum = 1) => new()
    {
        Outcome = outcome,
        Explanation = new("Refunds above 50.00 USD need a person.", "ask-above-50", false, [new("ask-above-50", "ask", true, [new("amount", "420.00 USD", "above 50.00 USD", true)])], []),
        Risk = "medium",
        Reversibility = "irreversible",
        Consent = outcome == EvaluationOutcome.Refused ? null : Consent(request, quorum),
    };

    public static LedgerEntry Entry(ActionRequest request, string kind, string by = "actor:support-bot") => new()
    {
        Kind = kind,
        Request = request.Id,
        Revision = request.Revision,
        By = by,
        OnBehalfOf = request.OnBehalfOf,
        Actor = request.Actor,
        Customer = request.Customer.Id,
        Summary = $"Something happened: {kind}, «quoted», \0 and \ud800 as well.",
        Body = new JsonObject { ["sample"] = true, ["digits"] = 7, ["text"] = "ü \u0000 \" \\", ["nested"] = new JsonObject { ["b"] = true, ["a"] = null } },
    };

    public static Decision Decision(StageKey stage, PersonId person, Verdict verdict = Verdict.Approve) => new()
    {
        Stage = stage,
        Person = person,
        Verdict = verdict,
        Reason = verdict == Verdict.Deny ? "not a defect" : "",
        Door = Door.Slack,
        Digest = new string('a', 64),
        At = Noon.AddTicks(7_654_320),
        KeyId = "k1",
        Mac = "mac",
    };

    /// <summary>A request in the state where people can be asked.</summary>
    public static async Task<ActionRequest> DecidingAsync(PostgresDatabase database, int quorum = 1, string actor = "support-bot")
    {
        var request = Request(actor);
        await database.Get<IRequestIntake>().SubmitAsync(request, $"key-{request.Id}", new string('b', 64), Entry(request, LedgerKinds.RequestReceived), default);
        var evaluation = Evaluation(request, quorum: quorum);
        await database.Get<IRequestStore>().RecordEvaluationAsync(
            request.Id, evaluation, ConsentDigest.Of(evaluation.Consent!), RequestState.Deciding, [Entry(request, LedgerKinds.RequestEvaluated)], default);
        return request;
    }

    /// <summary>An open first stage that asks these people.</summary>
    public static async Task<StageKey> OpenStageAsync(PostgresDatabase database, ActionRequest request, int quorum, params PersonId[] people)
    {
        var key = new StageKey(request.Id, 1, 1);
        var asked = people.Select(person => new AskedPerson(person, null, "is a refund-approver")).ToList();
        await database.Get<IStageStore>().OpenAsync(key, Stage(quorum), new(asked, []), [Entry(request, LedgerKinds.StageOpened)], default);
        return key;
    }

    /// <summary>An approved request with its grant, and the digest it runs under.</summary>
    public static async Task<(ActionRequest Request, string Digest)> GrantedAsync(PostgresDatabase database)
    {
        var request = await DecidingAsync(database);
        var digest = ConsentDigest.Of(Consent(request));
        await database.Get<IRequestStore>().MoveAsync(request.Id, RequestState.Approved, "Approved.", [], default);
        await database.Get<Hitl.Escalations.Execution.IGrantStore>().IssueAsync(
            new(request.Id, 1, digest, [Ada]), Entry(request, LedgerKinds.GrantIssued), default);
        return (request, digest);
    }
}
