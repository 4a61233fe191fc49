using Hitl.Escalations.Requests;
using Hitl.Escalations.Stages;
using Hitl.Governance.Catalogs;

namespace Hitl.Governance.Evaluation;

/// <summary>The bare outcome of a request, before it is put in words.</summary>
internal sealed record Ruling
{
    public required EvaluationOutcome Outcome { get; init; }

    public ActionDefinition? Action { get; init; }

    /// <summary>The rule that decided; null for a gap and for what is refused before any rule.</summary>
    public Rule? DecidedBy { get; init; }

    public EscalationPath? Path { get; init; }

    public bool IsGap { get; init; }

    /// <summary>An allow rule matched, but the action's class demands a person.</summary>
    public bool IsRaised { get; init; }

    /// <summary>Why no rule was looked at; null when rules were.</summary>
    public string? Barrier { get; init; }

    public IReadOnlyList<RuleCheck> Checks { get; init; } = [];

    public static Ruling Of(Catalog catalog, ActionRequest request)
    {
        if (!catalog.Actions.TryGetValue(request.Action, out var action)) return Barred(null, $"the catalog has no action {request.Action}", isGap: true);
        if (BarrierOf(catalog, action, request) is { } barrier) return Barred(action, barrier, isGap: false);
        IReadOnlyList<RuleCheck> checks = [.. action.Rules.Select(rule => RuleMatcher.Check(rule, action, request))];
        return Decide(action, checks) with { Action = action, Checks = checks };
    }

    private static Ruling Decide(ActionDefinition action, IReadOnlyList<RuleCheck> checks)
    {
        if (FirstMatch(action, checks, "deny") is { } deny) return new() { Outcome = EvaluationOutcome.Refused, DecidedBy = deny };
        var isHumanOnly = action.Risk == "red-line" || action.Reversibility == "irreversible";
        if (FirstMatch(action, checks, "allow") is { } allow)
        {
            return isHumanOnly
                ? Ask(action, action.GapPath ?? action.Paths.Keys.FirstOrDefault(), allow) with { IsRaised = true }
                : new() { Outcome = EvaluationOutcome.Allowed, DecidedBy = allow };
        }

        return FirstMatch(action, checks, "ask") is { } ask ? Ask(action, ask.Path, ask) : Ask(action, action.GapPath, null) with { IsGap = true };
    }

    private static Ruling Ask(ActionDefinition action, string? path, Rule? rule) =>
        path is not null && action.Paths.TryGetValue(path, out var people) && people.Stages.Count > 0
            ? new() { Outcome = EvaluationOutcome.Ask, DecidedBy = rule, Path = people }
            : new() { Outcome = EvaluationOutcome.Refused, DecidedBy = rule };

    private static Rule? FirstMatch(ActionDefinition action, IReadOnlyList<RuleCheck> checks, string effect) =>
        action.Rules.Zip(checks).FirstOrDefault(pair => pair.First.Effect == effect && pair.Second.Matched).First;

    private static string? BarrierOf(Catalog catalog, ActionDefinition action, ActionRequest request)
    {
        if (!action.Enabled) return $"action {action.Name} is switched off";
        if (!catalog.Actors.TryGetValue(request.Actor, out var actor)) return $"the catalog does not name actor {request.Actor}";
        if (request.OnBehalfOf is { } person && !actor.ActsFor.Contains(person)) return $"{request.Actor} may not act for {person}";
        if (action.HasAmount != request.Amount is not null) return action.HasAmount ? "it has no amount" : "it has an amount and the action takes none";
        if (action.Parameters.Values.FirstOrDefault(p => p.Required && request.Parameters.Text(p.Name) is null) is { } missing) return $"parameter {missing.Name} is missing";
        return request.Parameters.Names.FirstOrDefault(name => !action.Parameters.ContainsKey(name)) is { } unknown ? $"the action has no parameter {unknown}" : null;
    }

    private static Ruling Barred(ActionDefinition? action, string barrier, bool isGap) =>
        new() { Outcome = EvaluationOutcome.Refused, Action = action, Barrier = barrier, IsGap = isGap };
}
