using Hitl.Escalations.Ids;
using Hitl.Escalations.Stages;

namespace Hitl.Governance.Catalogs;

/// <summary>The built-in action by which a catalog is changed: asked for by a person, signed by every role the catalog in force names, and run like any other.</summary>
public static class CatalogActivation
{
    /// <summary>The action. No catalog can define one of this name: its dot is no part of an id.</summary>
    public static readonly ActionName Action = new("catalog.activate");

    /// <summary>Asks on behalf of the person who proposes.</summary>
    public static readonly ActorId Desk = new("catalog-desk.hitl");

    /// <summary>The path and the target, by name.</summary>
    public const string Path = "sign-off";

    /// <summary>The target: the catalog store itself.</summary>
    public const string Target = "catalog";

    /// <summary>The version to activate, 64 hex digits.</summary>
    public const string Version = "version";

    /// <summary>The version it replaces, 64 hex digits.</summary>
    public const string Replaces = "replaces";

    /// <summary>What changes, line by line, as the signers see it.</summary>
    public const string Changes = "changes";

    /// <summary>Who proposed the version; never a signer of it.</summary>
    public const string Author = "author";

    private static PersonId Nobody => new("nobody.hitl");

    /// <summary>Adds the action, its actor and its target to a catalog that says who signs.</summary>
    internal static Catalog AddTo(Catalog catalog)
    {
        if (catalog.SignOff is not { } signOff) return catalog;
        return catalog with
        {
            Actions = new Dictionary<ActionName, ActionDefinition>(catalog.Actions) { [Action] = Definition(signOff) },
            Actors = new Dictionary<ActorId, Actor>(catalog.Actors) { [Desk] = new(Desk, "automation", Nobody, [.. catalog.People.Keys.OrderBy(p => p.Value, StringComparer.Ordinal)]) },
            Targets = new Dictionary<string, TargetDefinition>(catalog.Targets)
            {
                [Target] = new(Target, "catalog", "this system", TimeSpan.Zero, TimeSpan.FromSeconds(1), CanLookUp: true, signOff.Roles[0].Value),
            },
        };
    }

    private static ActionDefinition Definition(SignOff signOff) => new()
    {
        Name = Action,
        Title = "Change the catalog",
        Risk = "medium",
        Reversibility = "reversible",
        HasAmount = false,
        IsBuiltIn = true,
        Parameters = new[]
        {
            new ParameterDefinition(Version, "text", true, 64, null, null, [], "New version"),
            new ParameterDefinition(Replaces, "text", true, 64, null, null, [], "Replaces version"),
            new ParameterDefinition(Author, "text", true, 64, null, null, [], "Proposed by"),
            new ParameterDefinition(Changes, "texts", true, 200, null, null, [], "What changes"),
        }.ToDictionary(parameter => parameter.Name),
        Rules = [new() { Id = "function-leaders-sign", Effect = "ask", Actors = [Desk], Path = Path }],
        Paths = new Dictionary<string, EscalationPath> { [Path] = PathOf(signOff) },
        Steps =
        [
            new("activate", Target, "activate", new Dictionary<string, string> { ["version"] = "{version}", ["replaces"] = "{replaces}", ["request"] = "{request}" }, "restore", TimeSpan.FromSeconds(10), 5),
        ],
        ApprovalGoodFor = TimeSpan.FromHours(24),
    };

    private static EscalationPath PathOf(SignOff signOff) => new(
        Path, [.. signOff.Roles.Select(role => new StageDefinition { Name = role.Value, Role = role, Wait = signOff.Wait, Reminders = signOff.Reminders })])
    {
        NeedsEveryStage = true,
    };
}
