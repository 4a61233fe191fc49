using Hitl.Gateway.Problems;
using Hitl.Governance.Intake;

namespace Hitl.Gateway.Requests;

/// <summary>The HTTP status of each thing the catalog's schema may find wrong.</summary>
internal static class DraftRefusals
{
    public static Refusal? Of(IReadOnlyList<FieldProblem> problems) => problems is [var first, ..]
        ? new(Status(first.Code), first.Code, first.Message) { Field = first.Field }
        : null;

    private static int Status(string code) => code switch
    {
        FieldProblems.ActionUnknown => 404,
        FieldProblems.ActionDisabled => 409,
        FieldProblems.PrincipalNotBound or FieldProblems.ActorUnknown => 403,
        _ => 400,
    };
}
