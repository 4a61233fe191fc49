using System.Text.Json.Nodes;
using Hitl.Escalations.Ids;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Scope;

namespace Hitl.Governance.Intake;

/// <summary>What a request for an action looks like, as JSON Schema: the closed schema of <see cref="RequestSchema"/>, for whoever has to fill it in.</summary>
public static class ActionJsonSchema
{
    /// <summary>The actions an actor may ask for, by name: enabled, and covered by a rule for it that is not a denial, or by people who are asked when no rule covers.</summary>
    public static IEnumerable<ActionDefinition> AskableBy(Catalog catalog, ActorId actor) => catalog.Actions.Values
        .Where(action => action is { Enabled: true, IsBuiltIn: false })
        .Where(action => action.GapPath is not null || action.Rules.Any(rule => rule.Effect != "deny" && (rule.Actors.Count == 0 || rule.Actors.Contains(actor))))
        .OrderBy(action => action.Name.Value, StringComparer.Ordinal);

    /// <summary>The body of a request for the action, without its name, as the actor may send it. The door is stricter still.</summary>
    public static JsonObject Of(Catalog catalog, ActorId actor, ActionDefinition action)
    {
        var properties = new JsonObject
        {
            ["customer"] = Object(new() { ["id"] = Text(RequestSchema.MaxName, "The organisation's reference of the customer."), ["segment"] = Choice(catalog.Segments, "The customer's segment.") }, "id", "segment"),
            ["channel"] = Choice(catalog.Channels, "The channel the customer came through."),
        };
        var required = new List<string> { "customer", "channel" };
        if (action.HasAmount) AddAmount(properties, required);
        AddParameters(action, properties, required);
        AddProse(catalog, actor, properties);
        return Object(properties, [.. required]);
    }

    /// <summary>What the actor may do with the action, one line for each rule, as the catalog says it.</summary>
    public static string Describe(Catalog catalog, ActorId actor, ActionDefinition action)
    {
        var lines = ScopeList.Of(catalog, new(actor, action.Name, null))
            .Select(row => string.Join("; ", new[] { $"{row.Effect}: {(row.Amounts.Length == 0 ? "any" : row.Amounts)}" }.Concat(row.Bounds).Concat(row.People.Length == 0 ? [] : [$"asks {row.People}"])));
        return $"{action.Title}. Risk {action.Risk}, {action.Reversibility}.\n{string.Join('\n', lines.Select(line => "- " + line))}";
    }

    private static void AddAmount(JsonObject properties, List<string> required)
    {
        properties["amount"] = new JsonObject
        {
            ["type"] = "integer", ["minimum"] = 1, ["maximum"] = 9_007_199_254_740_991, ["description"] = "Minor units, e.g. 12500 for EUR 125.00.",
        };
        properties["currency"] = new JsonObject { ["type"] = "string", ["pattern"] = "^[A-Z]{3}$", ["description"] = "ISO 4217 code in upper case." };
        required.AddRange(["amount", "currency"]);
    }

    private static void AddParameters(ActionDefinition action, JsonObject properties, List<string> required)
    {
        if (action.Parameters.Count == 0) return;
        var parameters = new JsonObject();
        foreach (var parameter in action.Parameters.Values.OrderBy(p => p.Name, StringComparer.Ordinal)) parameters[parameter.Name] = Parameter(parameter);
        var needed = action.Parameters.Values.Where(p => p.Required).Select(p => p.Name).Order(StringComparer.Ordinal).ToArray();
        properties["parameters"] = Object(parameters, needed);
        if (needed.Length > 0) required.Add("parameters");
    }

    private static void AddProse(Catalog catalog, ActorId actor, JsonObject properties)
    {
        properties["rationale"] = Text(RequestSchema.MaxRationale, "Why, for the people who decide; shown to them as unchecked words.");
        properties["evidence"] = new JsonObject { ["type"] = "array", ["maxItems"] = RequestSchema.MostEvidence, ["items"] = Text(RequestSchema.MaxEvidence, "A reference or quote, written kind:reference.") };
        if (catalog.Consents.Count > 0) properties["consents"] = new JsonObject { ["type"] = "array", ["items"] = Choice(catalog.Consents, "A consent you really have.") };
        if (catalog.Actors.TryGetValue(actor, out var known) && known.ActsFor.Count > 0)
            properties["onBehalfOf"] = Choice([.. known.ActsFor.Select(person => person.Value)], "The person you act for, if you do.");
        properties["agent"] = Object(new()
        {
            ["version"] = Text(RequestSchema.MaxName, "Your own version."), ["model"] = Text(RequestSchema.MaxName, "The model you run on."), ["promptVersion"] = Text(RequestSchema.MaxName, "The version of your prompt."),
        });
    }

    private static JsonObject Parameter(ParameterDefinition parameter)
    {
        switch (parameter.Kind)
        {
            case "boolean": return new() { ["type"] = "boolean", ["description"] = parameter.Label };
            case "integer":
                var integer = new JsonObject { ["type"] = "integer", ["description"] = parameter.Label };
                if (parameter.Minimum is { } least) integer["minimum"] = least;
                if (parameter.Maximum is { } most) integer["maximum"] = most;
                return integer;
            case "texts":
                return new() { ["type"] = "array", ["maxItems"] = parameter.MaxLength, ["description"] = parameter.Label, ["items"] = Choice(parameter.OneOf, null, RequestSchema.MaxName) };
            default:
                var text = Choice(parameter.OneOf, parameter.Label, parameter.MaxLength);
                if (parameter.Kind == "email") text["format"] = "email";
                return text;
        }
    }

    private static JsonObject Choice(IReadOnlyList<string> values, string? description, int limit = RequestSchema.MaxName)
    {
        var text = Text(limit, description);
        if (values.Count > 0) text["enum"] = new JsonArray([.. values.Select(value => JsonValue.Create(value))]);
        return text;
    }

    private static JsonObject Text(int limit, string? description)
    {
        var text = new JsonObject { ["type"] = "string", ["maxLength"] = limit };
        if (description is not null) text["description"] = description;
        return text;
    }

    private static JsonObject Object(JsonObject properties, params string[] required)
    {
        var schema = new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };
        if (required.Length > 0) schema["required"] = new JsonArray([.. required.Select(name => JsonValue.Create(name))]);
        return schema;
    }
}
