using System.Text.Json.Nodes;
using Hitl.Escalations.Requests;
using Hitl.Governance.Catalogs;

namespace Hitl.Governance.Simulation;

/// <summary>Requests at every edge of a catalog: each amount bound less one, exact and plus one; every segment and channel; in and out of every list.</summary>
public static class BoundarySet
{
    private static readonly DateTimeOffset Moment = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The requests of a catalog's rules, for every actor a rule is about. The same catalog gives the same requests.</summary>
    public static IEnumerable<ActionRequest> Of(Catalog catalog)
    {
        foreach (var action in catalog.Actions.Values.Where(a => !a.IsBuiltIn).OrderBy(a => a.Name.Value, StringComparer.Ordinal))
        {
            foreach (var rule in action.Rules)
            {
                foreach (var actor in Actors(catalog, rule))
                {
                    foreach (var request in Around(catalog, action, rule, Inside(catalog, action, rule, actor))) yield return request;
                }
            }
        }
    }

    private static IEnumerable<Actor> Actors(Catalog catalog, Rule rule) =>
        rule.Actors.Count > 0 ? rule.Actors.Where(catalog.Actors.ContainsKey).Select(id => catalog.Actors[id]) : catalog.ListedActors();

    /// <summary>A request every bound of the rule holds for, as far as one request can.</summary>
    private static ActionRequest Inside(Catalog catalog, ActionDefinition action, Rule rule, Actor actor)
    {
        var version = rule.AgentVersions.Count > 0 ? rule.AgentVersions[0] : actor.Versions.Count > 0 ? actor.Versions[0] : null;
        return new()
        {
            Id = new("req_00000000000000000000000000"),
            Actor = actor.Id,
            Agent = new(version, null, null),
            Action = action.Name,
            Customer = new("boundary", First(rule.Segments, catalog.Segments)),
            Channel = First(rule.Channels, catalog.Channels),
            Amount = action.HasAmount ? AmountOf(rule) : null,
            Parameters = ActionParameters.From(Parameters(action, rule)),
            Evidence = [.. rule.Evidence.Select(kind => kind + ":1")],
            Consents = rule.Consents,
            ReceivedAt = WithinHours(rule),
            CatalogDigest = catalog.Digest,
        };
    }

    private static IEnumerable<ActionRequest> Around(Catalog catalog, ActionDefinition action, Rule rule, ActionRequest inside)
    {
        yield return inside;
        foreach (var (currency, range) in rule.Amounts.Where(_ => action.HasAmount))
        {
            foreach (var minor in new[] { range.Minimum - 1, range.Minimum, range.Minimum + 1, range.Maximum - 1, range.Maximum, range.Maximum + 1 }.Distinct().Where(minor => minor > 0))
                yield return inside with { Amount = new(minor, currency) };
        }

        foreach (var segment in catalog.Segments.Where(s => s != inside.Customer.Segment)) yield return inside with { Customer = inside.Customer with { Segment = segment } };
        foreach (var channel in catalog.Channels.Where(c => c != inside.Channel)) yield return inside with { Channel = channel };
        foreach (var (name, values) in rule.Except.Concat(rule.Where).Where(pair => pair.Value.Count > 0)) yield return With(action, inside, name, values[0]);
        foreach (var name in rule.Where.Keys) yield return With(action, inside, name, "boundary-other");
        if (rule.Evidence.Count > 0) yield return inside with { Evidence = [] };
        if (rule.Consents.Count > 0) yield return inside with { Consents = [] };
        if (rule.AgentVersions.Count > 0) yield return inside with { Agent = new("boundary-other", null, null) };
        foreach (var window in rule.Hours)
        {
            foreach (var moment in window.Starts(Moment).Where(window.Contains).Take(1)) yield return inside with { ReceivedAt = moment.AddMinutes(-1) };
            foreach (var moment in window.Ends(Moment).Where(moment => window.Contains(moment.AddMinutes(-1))).Take(1)) yield return inside with { ReceivedAt = moment };
        }
    }

    private static string First(IReadOnlyList<string> bound, IReadOnlyList<string> all) => bound.Count > 0 ? bound[0] : all.Count > 0 ? all[0] : "none";

    private static Money AmountOf(Rule rule) =>
        rule.Amounts.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new Money(Math.Max(1, pair.Value.Maximum), pair.Key)).FirstOrDefault() ?? new(1, "USD");

    private static DateTimeOffset WithinHours(Rule rule) =>
rule.Hours.Count == 0 ? Moment : rule.Hours[0].Starts(Moment).FirstOrDefault(rule.Hours[0].Contains, Moment);

    private static JsonObject Parameters(ActionDefinition action, Rule rule)
    {
        var values = new JsonObject();
        foreach (var parameter in action.Parameters.Values.Where(p => p.Required || rule.Where.ContainsKey(p.Name)))
            values[parameter.Name] = rule.Where.TryGetValue(parameter.Name, out var wanted) && wanted.Count > 0 ? Typed(parameter, wanted[0]) : Sample(parameter);
        return values;
    }

    private static ActionRequest With(ActionDefinition action, ActionRequest request, string name, string value)
    {
        if (!action.Parameters.TryGetValue(name, out var parameter)) return request;
        var values = request.Parameters.ToJson();
        values[name] = Typed(parameter, value);
        return request with { Parameters = ActionParameters.From(values) };
    }

    private static JsonNode? Typed(ParameterDefinition parameter, string value) => parameter.Kind switch
    {
        "integer" when long.TryParse(value, out var number) => number,
        "boolean" => value == "true",
        "texts" => new JsonArray(value),
        _ => value,
    };

    private static JsonNode? Sample(ParameterDefinition parameter) => parameter.Kind switch
    {
        "integer" => parameter.Minimum ?? 1,
        "boolean" => true,
        "email" => "boundary@example.com",
        "texts" => new JsonArray("boundary"),
        _ => parameter.OneOf.Count > 0 ? parameter.OneOf[0] : "boundary",
    };
}
