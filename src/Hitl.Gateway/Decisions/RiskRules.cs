using Hitl.Escalations.Decisions;

namespace Hitl.Gateway.Decisions;

/// <summary>How much care an approval takes. Denying is never made harder: it stops something.</summary>
internal static class RiskRules
{
    public const string StepUp = "auth.step_up_required";
    public const string TypedAmount = "decision.typed_amount";

    /// <summary>Tells why this approval needs more than it came with; null when it is enough.</summary>
    public static DecisionRefusal? Check(DeskCall call, DeskCase known, TimeSpan stepUpWithin, string consoleLink)
    {
        if (call.Verdict == Verdict.Deny || known.Risk == "low") return null;
        var isHigh = known.Risk is "high" or "red-line";
        if (isHigh && call.Door == Door.Slack)
            return new(StepUp, $"This is a high-risk action. Approve it in the console, where you type the exact amount: {consoleLink}", []);
        if (string.IsNullOrWhiteSpace(call.Reason))
            return new(DecisionRefusals.ReasonRequired, "Say in a few words what you checked; it is kept with the approval.", []);
        return isHigh ? High(call, known, stepUpWithin) : null;
    }

    private static DecisionRefusal? High(DeskCall call, DeskCase known, TimeSpan stepUpWithin)
    {
        if (call.SignedInAt is not { } since || known.Attempt.Now - since > stepUpWithin)
            return new(StepUp, $"Sign in to the console again: a high-risk approval needs a sign-in within the last {stepUpWithin.TotalMinutes:0} minutes.", []);
        return known.Request.Request.Amount is { } amount && call.TypedAmount?.Trim() != amount.ToString()
            ? new(TypedAmount, $"Type {amount} exactly.", [])
            : null;
    }
}
