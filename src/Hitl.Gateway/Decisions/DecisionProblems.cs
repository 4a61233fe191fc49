using Hitl.Escalations.Decisions;
using Hitl.Escalations.Ids;
using Hitl.Gateway.Problems;

namespace Hitl.Gateway.Decisions;

/// <summary>Refusals of the desks as HTTP says them: one status for each rule, whichever route was called.</summary>
internal static class DecisionProblems
{
    public static Refusal Of(DecisionRefusal why, RequestId request) => new(Status(why.Code), why.Code, why.Message)
    {
        RequestId = request.Value,
        Field = why.Code switch { DecisionRefusals.ReasonRequired => "reason", RiskRules.TypedAmount => "typedAmount", _ => null },
        RetryAfter = why.Code == DecisionRefusals.Undetermined ? 5 : null,
        IsRecorded = true,
    };

    private static int Status(string code) => code switch
    {
        DecisionRefusals.NotAllowed or DecisionRefusals.Conflict or RiskRules.StepUp or RiskRules.NotRead => 403,
        DecisionRefusals.ReasonRequired or RiskRules.TypedAmount => 400,
        DecisionRefusals.Undetermined => 503,
        _ => 409,
    };
}
