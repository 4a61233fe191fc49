using Hitl.Escalations.Requests;
using Hitl.Escalations.Reservations;
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

    /// <summary>What made the answer stricter than the rules alone; null when nothing did.</summary>
    public string? Tightened { get; init; }

    /// <summary>What the rules alone said; differs from <see cref="Outcome"/> only when something made it stricter.</summary>
    public required EvaluationOutcome ByRules { get; init; }

    public CanaryFinding? Canary { get; init; }

    public IReadOnlyList<RuleCheck> Checks { get; init; } = [];

    public static Ruling Of(Catalog catalog, ActionRequest request) => Of(catalog, request, EvaluationFacts.None);

    public static Ruling Of(Catalog catalog, ActionRequest request, EvaluationFacts facts)
    {
        var ruling = Bare(catalog, request, facts);
        return ruling is { Action: { } action, Barrier: null } ? ruling with { Checks = [.. action.Rules.Select(rule => RuleMatcher.Check(rule, request))] } : ruling;
    }

    /// <summary>The outcome without the rules it was found by, for whoever tries many requests.</summary>
    public static Ruling Bare(Catalog catalog, ActionRequest request, EvaluationFacts facts)
    {
        var index = CatalogIndex.Of(catalog);
        if (index.Find(request.Action) is not { } action) return Barred(null, $"the catalog has no action {request.Action}", isGap: true);
        var actor = index.Find(request.Actor);
        if (action.BarrierOf(actor, request) is { } barrier) return Barred(action.Action, barrier, isGap: false);
        return Tightening.Apply(catalog, action, request, facts, Decide(action, actor!, request) with { Action = action.Action });
    }

    private static Ruling Decide(CompiledAction action, CompiledActor actor, ActionRequest request) => action.Decide(actor, request).Rule switch
    {
        { Effect: "deny" } deny => new() { Outcome = EvaluationOutcome.Refused, ByRules = EvaluationOutcome.Refused, DecidedBy = deny },
        { Effect: "allow" } allow => action.IsHumanOnly
            ? Ask(action.RaisePath(), allow) with { IsRaised = true }
            : new() { Outcome = EvaluationOutcome.Allowed, ByRules = EvaluationOutcome.Allowed, DecidedBy = allow },
        { } ask => Ask(action.PathOf(ask.Path), ask),
        null => Ask(action.PathOf(action.Action.GapPath), null) with { IsGap = true },
    };

    private static Ruling Ask(EscalationPath? path, Rule? rule)
    {
        var outcome = path is null ? EvaluationOutcome.Refused : EvaluationOutcome.Ask;
        return new() { Outcome = outcome, ByRules = outcome, DecidedBy = rule, Path = path };
    }

    private static Ruling Barred(ActionDefinition? action, string barrier, bool isGap) => new()
    {
        Outcome = EvaluationOutcome.Refused, ByRules = EvaluationOutcome.Refused, Action = action, Barrier = barrier, IsGap = isGap,
    };
}
