using Hitl.Client.Requests;
using Hitl.Escalations.Ids;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Intake;

namespace Hitl.Gateway.Mcp;

/// <summary>One tool for each action an agent may ask for.</summary>
internal static class ActionTools
{
    private const string Prefix = "request_";

    /// <summary>The actor's actions by the name of their tool.</summary>
    public static IReadOnlyDictionary<string, ActionDefinition> Of(Catalog catalog, ActorId actor) =>
        // Some models take letters, digits and underscores only; an action's id has no underscore, so no two become one.
        ActionJsonSchema.AskableBy(catalog, actor).ToDictionary(action => Prefix + action.Name.Value.Replace('-', '_'), StringComparer.Ordinal);

    public static AskableAction View(Catalog catalog, ActorId actor, string tool, ActionDefinition action) => new(
        action.Name.Value, tool, action.Title, ActionJsonSchema.Describe(catalog, actor, action), action.Risk, action.Reversibility, ActionJsonSchema.Of(catalog, actor, action));
}
