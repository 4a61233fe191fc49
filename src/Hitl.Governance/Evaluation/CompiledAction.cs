using Hitl.Escalations.Ids;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Stages;
using Hitl.Governance.Catalogs;

namespace Hitl.Governance.Evaluation;

/// <summary>An action's rules by actor: a request meets only rules that are about its actor, however many others there are.</summary>
/// <remarks>What every decision reads lies here or in arrays, not behind the definition and its dictionaries: with ten thousand rules each of them would be fetched from afar.</remarks>
internal sealed class CompiledAction
{
    private readonly Vocabulary _words;
    private readonly CompiledRule[][] _byActor;
    private readonly (Rule Rule, FurtherBounds? Further)[] _rules;
    private readonly string[] _required;
    private readonly string[] _parameters;
    private readonly EvaluationOutcome _gap;
    private readonly bool _isEnabled;
    private readonly bool _hasAmount;

    /// <param name="action">What is compiled.</param>
    /// <param name="actors">Every actor of the catalog by number.</param>
    /// <param name="words">Of the catalog.</param>
    public CompiledAction(ActionDefinition action, IReadOnlyDictionary<ActorId, CompiledActor> actors, Vocabulary words)
    {
        (Action, _words) = (action, words);
        (_isEnabled, _hasAmount) = (action.Enabled, action.HasAmount);
        _parameters = [.. action.Parameters.Keys.Select(string.Intern)];
        _required = [.. action.Parameters.Values.Where(p => p.Required).Select(p => string.Intern(p.Name))];
        // Deny first, then allow, then ask (the only ones with a path) by how much it demands; within each by id, so that the order written never matters.
        List<Rule> ordered = [.. action.Rules.OrderBy(Rank).ThenByDescending(rule => Demand(rule.Path)).ThenBy(rule => rule.Id, StringComparer.Ordinal)];
        _rules = [.. ordered.Zip(FurtherBounds.Of(ordered))];
        _gap = OutcomeOf(null);
        var compiled = ordered.Select((rule, place) => (Rule: rule, Compiled: new CompiledRule(rule, place, _rules[place].Further is not null, OutcomeOf(rule), words))).ToList();
        CompiledRule[] forEveryone = [.. compiled.Where(pair => pair.Rule.Actors.Count == 0).Select(pair => pair.Compiled)];
        _byActor = [.. Enumerable.Repeat(forEveryone, actors.Count)];
        foreach (var actor in action.Rules.SelectMany(rule => rule.Actors).Distinct())
        {
            if (actors.TryGetValue(actor, out var known))
                _byActor[known.Number] = [.. compiled.Where(pair => pair.Rule.Actors.Count == 0 || pair.Rule.Actors.Contains(actor)).Select(pair => pair.Compiled)];
        }
    }

    public ActionDefinition Action { get; }

    /// <summary>Whether the action's class demands a person whatever the rules say.</summary>
    public bool IsHumanOnly => Action.Risk == "red-line" || Action.Reversibility == "irreversible";

    /// <summary>What is decided by rules alone, and by which; null when none covers the request.</summary>
    public (EvaluationOutcome Outcome, Rule? Rule) Decide(CompiledActor actor, ActionRequest request)
    {
        var numbered = _words.Read(request);
        // In the order in which they decide.
        foreach (ref readonly var rule in _byActor[actor.Number].AsSpan())
        {
            if (rule.Covers(numbered) && (!rule.HasFurther || _rules[rule.Place].Further!.Hold(request))) return (rule.Outcome, _rules[rule.Place].Rule);
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
    public string? BarrierOf(CompiledActor? actor, ActionRequest request)
    {
        if (!_isEnabled) return $"action {Action.Name} is switched off";
        if (actor is null) return $"the catalog does not name actor {request.Actor}";
        if (request.OnBehalfOf is { } person && !actor.Actor.ActsFor.Contains(person)) return $"{request.Actor} may not act for {person}";
        if (_hasAmount != request.Amount is not null) return _hasAmount ? "it has no amount" : "it has an amount and the action takes none";
        foreach (var name in _required)
        {
            if (request.Parameters.Text(name) is null) return $"parameter {name} is missing";
        }

        return request.Parameters.Names.FirstOrDefault(name => !_parameters.Contains(name)) is { } unknown ? $"the action has no parameter {unknown}" : null;
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
