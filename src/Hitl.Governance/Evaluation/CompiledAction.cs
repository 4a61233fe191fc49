using Hitl.Escalations.Ids;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Stages;
using Hitl.Governance.Catalogs;

namespace Hitl.Governance.Evaluation;

/// <summary>An action's rules by actor: a request meets only rules that are about its actor, however many others there are.</summary>
internal sealed class CompiledAction
{
    private static readonly CompiledRule[] None = [];
    private readonly Dictionary<ActorId, CompiledRule[]> _byActor = [];
    private readonly CompiledRule[] _forEveryone;
    private readonly string[] _required;
    private readonly EvaluationOutcome _gap;

    public CompiledAction(ActionDefinition action)
    {
        Action = action;
        _required = [.. action.Parameters.Values.Where(p => p.Required).Select(p => p.Name)];
        // Deny first, then allow, then ask (the only ones with a path) by how much it demands; within each by id, so that the order written never matters.
        var ordered = action.Rules.OrderBy(Rank).ThenByDescending(rule => Demand(rule.Path))
            .ThenBy(rule => rule.Id, StringComparer.Ordinal).Select(rule => new CompiledRule(rule, OutcomeOf(rule))).ToList();
        _gap = OutcomeOf(null);
        _forEveryone = [.. ordered.Where(rule => rule.Rule.Actors.Count == 0)];
        foreach (var actor in action.Rules.SelectMany(rule => rule.Actors).Distinct())
            _byActor[actor] = [.. ordered.Where(rule => rule.Rule.Actors.Count == 0 || rule.Rule.Actors.Contains(actor))];
    }

    public ActionDefinition Action { get; }

    /// <summary>Whether the action's class demands a person whatever the rules say.</summary>
    public bool IsHumanOnly => Action.Risk == "red-line" || Action.Reversibility == "irreversible";

    /// <summary>Rules that are about an actor, in the order in which they decide.</summary>
    public CompiledRule[] RulesFor(ActorId actor) => _byActor.GetValueOrDefault(actor, _forEveryone) ?? None;

    /// <summary>What is decided by rules alone, and by which; null when none covers the request.</summary>
    public (EvaluationOutcome Outcome, Rule? Rule) Decide(ActionRequest request)
    {
        foreach (ref readonly var rule in RulesFor(request.Actor).AsSpan())
        {
            if (rule.Matches(request)) return (rule.Outcome, rule.Rule);
        }

        return (_gap, null);
    }

    /// <summary>A path of the action that can be walked; null when there is none of the name.</summary>
    public EscalationPath? PathOf(string? name) =>
        name is not null && Action.Paths.TryGetValue(name, out var path) && path.Stages.Count > 0 ? path : null;

    /// <summary>Whom to ask when a rule allows it and a person is needed all the same.</summary>
    public EscalationPath? RaisePath() =>
        PathOf(Action.RaisePath) ?? PathOf(Action.GapPath) ?? Action.Paths.Values.Where(p => p.Stages.Count > 0).OrderByDescending(p => p.Demand).ThenBy(p => p.Name, StringComparer.Ordinal).FirstOrDefault();

    /// <summary>Why no rule is looked at; null when rules are.</summary>
    public string? BarrierOf(Catalog catalog, ActionRequest request)
    {
        if (!Action.Enabled) return $"action {Action.Name} is switched off";
        if (!catalog.Actors.TryGetValue(request.Actor, out var actor)) return $"the catalog does not name actor {request.Actor}";
        if (request.OnBehalfOf is { } person && !actor.ActsFor.Contains(person)) return $"{request.Actor} may not act for {person}";
        if (Action.HasAmount != request.Amount is not null) return Action.HasAmount ? "it has no amount" : "it has an amount and the action takes none";
        foreach (var name in _required)
        {
            if (request.Parameters.Text(name) is null) return $"parameter {name} is missing";
        }

        return request.Parameters.Count > 0 && request.Parameters.Names.FirstOrDefault(name => !Action.Parameters.ContainsKey(name)) is { } unknown
            ? $"the action has no parameter {unknown}"
            : null;
    }

    private EvaluationOutcome OutcomeOf(Rule? rule) => rule?.Effect switch
    {
        "deny" => EvaluationOutcome.Refused,
        "allow" when !IsHumanOnly => EvaluationOutcome.Allowed,
        "allow" => Asking(RaisePath()),
        "ask" => Asking(PathOf(rule.Path)),
        _ => Asking(PathOf(Action.GapPath)),
    };

    private static EvaluationOutcome Asking(EscalationPath? path) => path is null ? EvaluationOutcome.Refused : EvaluationOutcome.Ask;

    private static int Rank(Rule rule) => rule.Effect switch { "deny" => 0, "allow" => 1, _ => 2 };

    private int Demand(string? path) => PathOf(path)?.Demand ?? 0;
}
