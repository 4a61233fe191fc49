using Hitl.Escalations.Ids;
using Hitl.Escalations.Stages;

namespace Hitl.Governance.Catalogs;

/// <summary>The built-in counterpart of every action that can be undone: its compensations in reverse order, as a request of its own.</summary>
public static class ActionReversal
{
    /// <summary>Asks on behalf of the person who wants it undone.</summary>
    public static readonly ActorId Desk = new("reversal-desk.hitl");

    /// <summary>The parameter with the request that is undone.</summary>
    public const string Reverses = "reverses";

    private const string Suffix = ".reverse";
    private const string RulePath = "reversal";
    private static PersonId Nobody => new("nobody.hitl");

    /// <summary>The action that undoes another. No catalog can define one of this name: its dot is no part of an id.</summary>
    public static ActionName Of(ActionName action) => new(action.Value + Suffix);

    /// <summary>Whether an action undoes another.</summary>
    public static bool Is(ActionName action) => action.Value.EndsWith(Suffix, StringComparison.Ordinal);

    /// <summary>The parameter with the target's reference of what a step did.</summary>
    public static string ReferenceOf(string step) => "reference-" + step;

    /// <summary>Roles whose people may ask to undo an action.</summary>
    public static IReadOnlyList<RoleId> Authority(ActionDefinition action) => action.Reversal is { By.Count: > 0 } stated
        ? stated.By
        : [.. action.Paths.Values.SelectMany(path => path.Stages).SelectMany(stage => stage.Seats).Select(share => share.Role).Distinct().OrderBy(role => role.Value, StringComparer.Ordinal)];

    /// <summary>Whether a person is in a role: as member, fallback or coverage.</summary>
    public static bool Holds(Catalog catalog, RoleId role, PersonId person) =>
        catalog.Roles.TryGetValue(role, out var known)
        && (known.Members.Contains(person) || known.Fallback.Contains(person) || known.Coverage.Values.Any(covers => covers.Contains(person)));

    /// <summary>Whether a person may ask to undo an action.</summary>
    public static bool MayAsk(Catalog catalog, ActionDefinition action, PersonId person) => Authority(action).Any(role => Holds(catalog, role, person));

    /// <summary>The idempotency key under which a request is undone.</summary>
    /// <param name="original">The request that is undone.</param>
    /// <param name="number">Which try, from 0; empty for the beginning that all of them share.</param>
    public static string KeyOf(RequestId original, string number) => $"reverse:{original}:{number}";

    /// <summary>Adds the counterparts, and the actor that asks for them.</summary>
    internal static Catalog AddTo(Catalog catalog)
    {
        var undoable = catalog.Actions.Values.Where(CanBeUndone).ToList();
        if (undoable.Count == 0) return catalog;
        var actions = new Dictionary<ActionName, ActionDefinition>(catalog.Actions);
        foreach (var action in undoable) actions[Of(action.Name)] = Counterpart(action);
        return catalog with
        {
            Actions = actions,
            Actors = new Dictionary<ActorId, Actor>(catalog.Actors) { [Desk] = new(Desk, "automation", Nobody, [.. catalog.People.Keys.OrderBy(p => p.Value, StringComparer.Ordinal)]) },
        };
    }

    // One step without a way back would leave half of it done, and call it undone.
    private static bool CanBeUndone(ActionDefinition action) =>
        !action.IsBuiltIn && action.Reversibility != "irreversible" && action.Steps.All(step => step.Compensation is not null);

    private static ActionDefinition Counterpart(ActionDefinition action)
    {
        var path = action.Reversal?.Path;
        var own = new ParameterDefinition(Reverses, "text", true, 64, null, null, [], "Undoes request");
        var references = action.Steps.Select(step => new ParameterDefinition(ReferenceOf(step.Name), "text", true, 200, null, null, [], $"Undoes {step.Name}"));
        return action with
        {
            Name = Of(action.Name),
            Title = "Undo: " + action.Title,
            Risk = path is null ? "low" : action.Risk,
            // To undo the undoing is to ask for the action again.
            Reversibility = "reversible",
            ReversibleFor = null,
            Reversal = null,
            // What is undone was done under its own guards, and undoing the undoing is drilled nowhere.
            Guards = [],
            Drill = null,
            IsBuiltIn = true,
            IsShadow = false,
            SampleShare = 0,
            GapPath = null,
            RaisePath = null,
            Parameters = action.Parameters.Values.Append(own).Concat(references).ToDictionary(parameter => parameter.Name),
            Rules = [new() { Id = path is null ? "whoever-may-undo-it" : "people-decide-the-undoing", Effect = path is null ? "allow" : "ask", Actors = [Desk], Path = path is null ? null : RulePath }],
            Paths = path is null ? new Dictionary<string, EscalationPath>() : new Dictionary<string, EscalationPath> { [RulePath] = action.Paths[path] with { Name = RulePath } },
            Steps = [.. action.Steps.Reverse().Select(step => step with { Name = "undo-" + step.Name, Operation = step.Compensation!, Compensation = null, Undoes = ReferenceOf(step.Name) })],
        };
    }
}
