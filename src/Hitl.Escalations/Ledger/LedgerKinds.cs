namespace Hitl.Escalations.Ledger;

/// <summary>Every kind of ledger row. The names are stable: exports and queries depend on them.</summary>
public static class LedgerKinds
{
    /// <summary>An agent's request was accepted at the door.</summary>
    public const string RequestReceived = "request.received";

    /// <summary>The catalog answered.</summary>
    public const string RequestEvaluated = "request.evaluated";

    /// <summary>An automatic approval was drawn for review by a person afterwards.</summary>
    public const string SampleDrawn = "sample.drawn";

    /// <summary>The agent withdrew its request.</summary>
    public const string RequestWithdrawn = "request.withdrawn";

    /// <summary>A request entered a state of its execution or ended.</summary>
    public const string RequestMoved = "request.moved";

    /// <summary>An approval no longer held at the last check; a new revision asks people afresh.</summary>
    public const string RequestRevised = "request.revised";

    /// <summary>A stage opened and people were asked.</summary>
    public const string StageOpened = "stage.opened";

    /// <summary>A stage had nobody to ask or no card could be delivered, and was passed at once.</summary>
    public const string StageSkipped = "stage.skipped";

    /// <summary>People asked were reminded.</summary>
    public const string StageReminded = "stage.reminded";

    /// <summary>Coverage was asked too.</summary>
    public const string StageCovered = "stage.covered";

    /// <summary>A person asked made a stage wait longer, as the catalog lets them; the body has the new end.</summary>
    public const string StageExtended = "stage.extended";

    /// <summary>A moment of a stage passed and nothing happened: the watchdog's alarm.</summary>
    public const string EscalationOverdue = "escalation.overdue";

    /// <summary>A stage closed.</summary>
    public const string StageClosed = "stage.closed";

    /// <summary>A card reached a person; the body has the hash of what was shown.</summary>
    public const string CardPosted = "card.posted";

    /// <summary>A card could not be delivered.</summary>
    public const string CardUndelivered = "card.undelivered";

    /// <summary>A person had the whole request in front of them.</summary>
    public const string CardOpened = "card.opened";

    /// <summary>A person said that they are looking at it.</summary>
    public const string StageClaimed = "stage.claimed";

    /// <summary>A person handed their part over to another.</summary>
    public const string StageDelegated = "stage.delegated";

    /// <summary>A person flagged the agent's suggestion as bad.</summary>
    public const string SuggestionFlagged = "suggestion.flagged";

    /// <summary>An approver asked the agent.</summary>
    public const string QuestionAsked = "question.asked";

    /// <summary>The agent answered an approver.</summary>
    public const string QuestionAnswered = "question.answered";

    /// <summary>An approver narrowed what was proposed.</summary>
    public const string RequestEdited = "request.edited";

    /// <summary>Somebody is away, or back.</summary>
    public const string AbsenceNoted = "absence.noted";

    /// <summary>A simulation of whom the catalog would ask.</summary>
    public const string CoverageProven = "coverage.proven";

    /// <summary>A person decided.</summary>
    public const string DecisionRecorded = "decision.recorded";

    /// <summary>Somebody's attempt was refused at a door; the body has the code.</summary>
    public const string AttemptRefused = "attempt.refused";

    /// <summary>The execution worker's last check passed; the body has the digest and the people whose approval it rests on.</summary>
    public const string GrantIssued = "grant.issued";

    /// <summary>The last check failed; nothing was sent.</summary>
    public const string GrantRefused = "grant.refused";

    /// <summary>A send to a target is about to happen.</summary>
    public const string EffectIntended = "effect.intended";

    /// <summary>What became of a send: done, refused, not sent, unknown or found.</summary>
    public const string EffectRecorded = "effect.recorded";

    /// <summary>Ops intervened: replay, abandon.</summary>
    public const string OpsIntervened = "ops.intervened";

    /// <summary>Somebody asked to have an executed request undone; the body names the request that undoes it.</summary>
    public const string ReversalAsked = "reversal.asked";

    /// <summary>A drill of an undoing was opened; the body has the action and who is asked to run it.</summary>
    public const string DrillOpened = "drill.opened";

    /// <summary>A person runs a drill.</summary>
    public const string DrillStarted = "drill.started";

    /// <summary>A drill ended; the body says whether the undoing is proven, and every step of it.</summary>
    public const string DrillEnded = "drill.ended";

    /// <summary>A catalog version was proposed; the body has its digest.</summary>
    public const string CatalogProposed = "catalog.proposed";

    /// <summary>A catalog version became active.</summary>
    public const string CatalogActivated = "catalog.activated";

    /// <summary>An API key was issued; the body has its id and whom it is bound to, never the key.</summary>
    public const string KeyIssued = "access.key_issued";

    /// <summary>An API key was revoked.</summary>
    public const string KeyRevoked = "access.key_revoked";

    /// <summary>Somebody read or exported the ledger.</summary>
    public const string LedgerRead = "ledger.read";

    /// <summary>An anomaly of the ledger itself, such as a restored backup.</summary>
    public const string LedgerAnomaly = "audit.rolled_back";

    /// <summary>Rows of a class and month expired: the certificate, written before they go; the body has their places, number and digest.</summary>
    public const string RecordsExpired = "records.expired";

    /// <summary>Somebody set how many days a class of rows is kept, or set or released a legal hold.</summary>
    public const string RetentionChanged = "retention.changed";

    /// <summary>A customer's key was destroyed on request: what it sealed is unreadable for good, and every row stays.</summary>
    public const string CustomerErased = "customer.erased";
}
