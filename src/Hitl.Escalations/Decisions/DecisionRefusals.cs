namespace Hitl.Escalations.Decisions;

/// <summary>The codes of refused decisions. Stable: callers and the ledger depend on them.</summary>
public static class DecisionRefusals
{
    /// <summary>The person is not among those the stage asks now.</summary>
    public const string NotAllowed = "approver.not_allowed";

    /// <summary>The person, or somebody they decide as, took part in asking.</summary>
    public const string Conflict = "approver.conflict";

    /// <summary>The token is malformed, forged, expired or for something else.</summary>
    public const string TokenInvalid = "decision.token_invalid";

    /// <summary>The card is of an older revision or another stage than the one open now.</summary>
    public const string Superseded = "decision.superseded";

    /// <summary>The click came from a message that is not the card we posted.</summary>
    public const string WrongMessage = "decision.wrong_message";

    /// <summary>The same person decided before.</summary>
    public const string AlreadyDecided = "decision.already_decided";

    /// <summary>The stage or the request has ended.</summary>
    public const string Closed = "request.closed";

    /// <summary>A denial without a reason, or a reason that is too long.</summary>
    public const string ReasonRequired = "decision.reason_required";

    /// <summary>Who may decide could not be found out just now; nothing was recorded, try again.</summary>
    public const string Undetermined = "approver.undetermined";

    /// <summary>Nobody is linked to this Slack user.</summary>
    public const string NotLinked = "identity.not_linked";
}
