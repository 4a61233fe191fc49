using System.Globalization;
using System.Text.Json.Nodes;
using Hitl.Escalations.Consent;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Requests;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Evaluation;

namespace Hitl.Governance.Drills;

/// <summary>Which undoings there are to drill, by whom, and with what. Pure.</summary>
public static class DrillPlanner
{
    private static readonly Money OneUnit = new(100, "USD");

    /// <summary>Actions that can be undone, by name.</summary>
    public static IReadOnlyList<ActionDefinition> Procedures(Catalog catalog) =>
    [
        .. catalog.Actions.Values.Where(action => !action.IsBuiltIn && catalog.Actions.ContainsKey(ActionReversal.Of(action.Name)))
            .OrderBy(action => action.Name.Value, StringComparer.Ordinal),
    ];

    /// <summary>Role whose people run the drill; null when the catalog names nobody who could.</summary>
    public static RoleId? RoleOf(ActionDefinition action) => action.Drill?.By ?? ActionReversal.Authority(action).Select(role => (RoleId?)role).FirstOrDefault();

    /// <summary>The steps a drill makes at the sandbox, filled in with what the catalog says and made-up values.</summary>
    /// <param name="catalog">The version in force.</param>
    /// <param name="action">The action.</param>
    /// <param name="drill">The drill; part of every made-up text, so that two drills never meet.</param>
    public static IReadOnlyList<SagaStep> Steps(Catalog catalog, ActionDefinition action, Guid drill)
    {
        var mark = "drill-" + drill.ToString("N", CultureInfo.InvariantCulture)[..12];
        var request = new ActionRequest
        {
            Id = new(mark),
            Actor = ActionReversal.Desk,
            Action = action.Name,
            Customer = new(mark, catalog.Segments.Count > 0 ? catalog.Segments[0] : "drill"),
            Channel = catalog.Channels.Count > 0 ? catalog.Channels[0] : "drill",
            Amount = action.HasAmount ? action.Drill?.Amount ?? Amount(action) : null,
            Parameters = ActionParameters.From(new(action.Parameters.Values.Select(parameter => KeyValuePair.Create(parameter.Name, Value(action, parameter, mark))))),
            ReceivedAt = DateTimeOffset.UnixEpoch,
            CatalogDigest = catalog.Digest,
        };
        return ConsentBuilder.Build(catalog, action, request, null).Saga.Steps;
    }

    private static Money Amount(ActionDefinition action) =>
        action.Rules.Where(rule => rule.Effect != "deny").SelectMany(rule => rule.Amounts).Select(range => new Money(Math.Clamp(OneUnit.Minor, Math.Max(1, range.Value.Minimum), range.Value.Maximum), range.Key))
            .OrderBy(money => money.Currency, StringComparer.Ordinal).FirstOrDefault() ?? OneUnit;

    private static JsonNode? Value(ActionDefinition action, ParameterDefinition parameter, string mark)
    {
        var said = action.Drill?.With.GetValueOrDefault(parameter.Name);
        return parameter.Kind switch
        {
            "integer" => said is null ? parameter.Minimum ?? Math.Min(1, parameter.Maximum ?? 1) : long.Parse(said, CultureInfo.InvariantCulture),
            "boolean" => said == "true",
            "email" => said ?? mark + "@example.com",
            "texts" => new JsonArray(said ?? FirstOr(parameter, mark)),
            _ => said ?? FirstOr(parameter, mark),
        };
    }

    private static string FirstOr(ParameterDefinition parameter, string mark) =>
        parameter.OneOf.Count > 0 ? parameter.OneOf[0] : mark.Length <= parameter.MaxLength ? mark : mark[..parameter.MaxLength];
}
