using Hitl.Escalations.Decisions;

namespace Hitl.Gateway.Decisions;

/// <summary>How much care an approval takes. Denying is never made harder: it stops something.</summary>
internal static class RiskRules
{
    public const string StepUp = "auth.step_up_required";
    public const string TypedAmount = "decision.typed_amount";
    public const string NotRead = "decision.not_read_in_full";

    /// <summary>Tells why this approval needs more than it came with; null when it is enough.</summary>
    public static DecisionRefusal? Check(DeskCall call, DeskCase known, TimeSpan stepUpWithin, string consoleLink)
    {
        if (call.Verdict == Verdict.Deny || known.Risk == "low") return null;
        var isHigh = known.Risk is "high" or "red-line";
        if (string.IsNullOrWhiteSpace(call.Reason))
            return new(DecisionRefusals.ReasonRequired, "Say in a few words what you checked; it is kept with the approval.", []);
        return isHigh ? High(call, known, stepUpWithin, consoleLink) : null;
    }

    private static DecisionRefusal? High(DeskCall call, DeskCase known, TimeSpan stepUpWithin, string consoleLink)
    {
        if (!call.IsReadInFull) return new(NotRead, "Open everything that would run first: press Approve on the card, and read it in the dialog.", []);
        if (known.Request.Request.Amount is { } amount && call.TypedAmount?.Trim() != amount.ToString()) return new(TypedAmount, $"Type {amount} exactly.", []);
        return call.SignedInAt is { } since && known.Attempt.Now - since <= stepUpWithin
            ? null
            : new(StepUp, $"Sign in to the console again: a high-risk approval needs a sign-in within the last {stepUpWithin.TotalMinutes:0} minutes. Then submit once more. {consoleLink}", []);
    }
}
