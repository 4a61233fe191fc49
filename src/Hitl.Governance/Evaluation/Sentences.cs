using Hitl.Escalations.Requests;

namespace Hitl.Governance.Evaluation;

/// <summary>Puts a ruling into one plain sentence.</summary>
internal static class Sentences
{
    public static string Explain(Ruling ruling, ActionRequest request)
    {
        var what = request.Amount is null ? request.Action.Value : $"{request.Action} of {request.Amount}";
        if (ruling.Barrier is { } barrier) return $"Refused: {barrier}.";
        var rule = ruling.DecidedBy?.Id;
        var because = rule is null ? "" : Because(ruling.Checks.First(c => c.Rule == rule));
        return ruling switch
        {
            { Tightened: { } reason, Outcome: EvaluationOutcome.Refused } => $"Refused: {reason}.",
            { Tightened: { } reason } => $"People of path {ruling.Path!.Name} must agree to this {what}: {reason}{Otherwise(ruling)}.",
            { Outcome: EvaluationOutcome.Allowed } => $"{request.Actor} may do this {what} alone: rule {rule} covers it{because}.",
            { Outcome: EvaluationOutcome.Ask, IsRaised: true } =>
                $"People of path {ruling.Path!.Name} must agree to this {what}: rule {rule} covers it, but {ClassOf(ruling)} actions always need a person.",
            { Outcome: EvaluationOutcome.Ask, IsGap: true } => $"People of path {ruling.Path!.Name} must agree to this {what}: no rule covers it{Nearest(ruling)}.",
            { Outcome: EvaluationOutcome.Ask } => $"People of path {ruling.Path!.Name} must agree to this {what}: rule {rule} asks them{because}.",
            { IsGap: true } => $"Refused: no rule of {request.Action} covers this request, and the catalog refuses what it does not cover{Nearest(ruling)}.",
            { DecidedBy.Effect: "deny" } => $"Refused: rule {rule} forbids {request.Actor} this {what}{because}.",
            _ => $"Refused: rule {rule} covers this {what}, but a person must agree and the catalog names nobody to ask.",
        };
    }

    /// <summary>What the rules alone said of a request that something else made stricter.</summary>
    private static string Otherwise(Ruling ruling) => ruling switch
    {
        { ByRules: EvaluationOutcome.Allowed } => $"; otherwise rule {ruling.DecidedBy!.Id} would let it alone",
        { DecidedBy: { } rule } => $"; rule {rule.Id} asks people in any case",
        _ => "",
    };

    private static string ClassOf(Ruling ruling) => ruling.Action!.Risk == "red-line" ? "red-line" : "irreversible";

    /// <summary>The bounds that made the rule match; who asks stands in the sentence already, and an exclusion that did not strike says nothing.</summary>
    private static string Because(RuleCheck check)
    {
        var bounds = check.Bounds.Where(b => b.Bound != "actor" && !IsExclusion(b))
            .Select(b => b.Bound == "amount" ? $"amount {b.Value}, {b.Allowed}" : $"{b.Bound} {b.Value}").ToList();
        return bounds.Count == 0 ? "" : $" ({string.Join("; ", bounds)})";
    }

    private static string Nearest(Ruling ruling)
    {
        var nearest = ruling.Checks.Where(c => c.Effect != "deny" && !c.Matched).OrderBy(c => c.Bounds.Count(b => !b.Held)).ThenBy(c => c.Rule, StringComparer.Ordinal).FirstOrDefault();
        if (nearest is null) return "";
        var failed = nearest.Bounds.Where(b => !b.Held).Select(b => b switch
        {
            _ when IsExclusion(b) => $"{b.Bound} {b.Value} is excluded",
            { Bound: "evidence" or "consent" } => $"it needs {b.Bound} {b.Allowed} and brings {b.Value}",
            _ => $"{b.Bound} is {b.Value}, not {b.Allowed}",
        });
        return $"; nearest is {nearest.Rule}: {string.Join("; ", failed)}";
    }

    private static bool IsExclusion(BoundCheck bound) => bound.Allowed.StartsWith("not ", StringComparison.Ordinal);
}
