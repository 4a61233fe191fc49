using System.Runtime.CompilerServices;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Requests;
using Hitl.Governance.Catalogs;

namespace Hitl.Governance.Evaluation;

/// <summary>A catalog made ready for many decisions: actions by name, their rules by actor. Made once per catalog.</summary>
public sealed class CatalogIndex
{
    private static readonly ConditionalWeakTable<Catalog, CatalogIndex> Known = [];
    private readonly Dictionary<ActorId, CompiledActor> _actors;
    private readonly Dictionary<ActionName, CompiledAction> _actions;

    private CatalogIndex(Catalog catalog)
    {
        Catalog = catalog;
        _actors = catalog.Actors.Select((pair, number) => (pair.Key, Actor: new CompiledActor(pair.Value, number))).ToDictionary(pair => pair.Key, pair => pair.Actor);
        var words = Vocabulary.Of(catalog.Actions.Values.SelectMany(action => action.Rules));
        _actions = catalog.Actions.ToDictionary(pair => pair.Key, pair => new CompiledAction(pair.Value, _actors, words));
    }

    /// <summary>The catalog.</summary>
    public Catalog Catalog { get; }

    /// <summary>The index of a catalog.</summary>
    public static CatalogIndex Of(Catalog catalog) => Known.GetValue(catalog, static made => new(made));

    /// <summary>The bare decision by rules alone: no explanation, no limits, no other requests. The same as the explained one, in microseconds.</summary>
    /// <param name="request">The request.</param>
    /// <param name="rule">The rule that decided; null for a gap and for what is refused before any rule.</param>
    public EvaluationOutcome Decide(ActionRequest request, out Rule? rule)
    {
        rule = null;
        var actor = Find(request.Actor);
        if (Find(request.Action) is not { } action || action.BarrierOf(actor, request) is not null) return EvaluationOutcome.Refused;
        (var outcome, rule) = action.Decide(actor!, request);
        return outcome;
    }

    internal CompiledAction? Find(ActionName action) => _actions.GetValueOrDefault(action);

    /// <summary>Null for an actor that the catalog does not name, which is a barrier to every action.</summary>
    internal CompiledActor? Find(ActorId actor) => _actors.GetValueOrDefault(actor);
}
