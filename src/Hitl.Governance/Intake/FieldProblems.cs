namespace Hitl.Governance.Intake;

/// <summary>The codes of <see cref="FieldProblem"/>. Stable: callers depend on them.</summary>
public static class FieldProblems
{
    /// <summary>The catalog has no such action (HTTP 404).</summary>
    public const string ActionUnknown = "action.unknown";

    /// <summary>The action is switched off (HTTP 409).</summary>
    public const string ActionDisabled = "action.disabled";

    /// <summary>A parameter the action does not have (HTTP 400).</summary>
    public const string FieldUnknown = "field.unknown";

    /// <summary>Something the action needs is missing (HTTP 400).</summary>
    public const string FieldRequired = "field.required";

    /// <summary>A value of the wrong type or outside its range (HTTP 400).</summary>
    public const string FieldInvalid = "field.invalid";

    /// <summary>An amount that is not a positive integer of minor units (HTTP 400).</summary>
    public const string MoneyInvalid = "money.invalid";

    /// <summary>A currency that is not an ISO 4217 code in upper case (HTTP 400).</summary>
    public const string MoneyCurrency = "money.currency";

    /// <summary>A text with an invisible or misleading character (HTTP 400).</summary>
    public const string TextForbidden = "text.forbidden_character";

    /// <summary>A text or list above its limit (HTTP 400).</summary>
    public const string TextTooLong = "text.too_long";

    /// <summary>The actor may not act for that person (HTTP 403).</summary>
    public const string PrincipalNotBound = "principal.not_bound";

    /// <summary>The catalog does not know the actor (HTTP 403).</summary>
    public const string ActorUnknown = "actor.unknown";
}
