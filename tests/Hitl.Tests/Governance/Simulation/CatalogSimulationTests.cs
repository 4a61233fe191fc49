using System.Text;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Requests;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Simulation;

namespace Hitl.Tests.Governance.Simulation;

/// <summary>Requests at every edge of a rule, whatever its bounds and parameters, and how what two versions decide of them is counted.</summary>
public sealed class CatalogSimulationTests
{
    private static readonly Rule Bare = new() { Id = "r", Effect = "ask", Actors = [new("support-bot")], Path = "refunds" };

    private static readonly ActionDefinition Refund = Demo.Catalog.Actions[new("refund")];

    private static readonly ActionDefinition Every = Refund with
    {
        Parameters = new ParameterDefinition[]
        {
            new("least", "integer", true, 200, 7, 9, [], "Least"), new("count", "integer", true, 200, null, null, [], "Count"), new("flag", "boolean", true, 200, null, null, [], "Flag"),
            new("mail", "email", true, 200, null, null, [], "Mail"), new("items", "texts", true, 200, null, null, [], "Items"), new("size", "text", true, 200, null, null, ["small", "large"], "Size"),
            new("note", "text", true, 200, null, null, [], "Note"), new("extra", "text", false, 200, null, null, [], "Extra"), new("more", "text", false, 200, null, null, [], "More"),
        }.ToDictionary(parameter => parameter.Name),
    };

    [Fact]
    public void Every_bound_is_tried_within_and_without()
    {
        (string Name, ActionDefinition Action)[] cases =
        [
            ("no bound", Every with { Rules = [Bare] }),
            ("no amount", Every with { HasAmount = false, Rules = [Bare with { Amounts = Amounts(("USD", 1, 5)) }] }),
            ("everybody", Every with { Rules = [Bare with { Actors = [] }] }),
            ("somebody unknown", Every with { Rules = [Bare with { Actors = [new("stranger"), new("billing-bot")] }] }),
            ("amounts", Every with { Rules = [Bare with { Amounts = Amounts(("USD", 10, 20), ("EUR", 0, 0), ("JPY", 1, 3)) }] }),
            ("places", Every with { Rules = [Bare with { Segments = ["business", "retail"], Channels = ["phone"] }] }),
            ("a version", Every with { Rules = [Bare with { AgentVersions = ["2.0", "3.0"] }] }),
            ("evidence and consents", Every with { Rules = [Bare with { Evidence = ["photo", "receipt"], Consents = ["customer-asked"] }] }),
            ("values", Every with { Rules = [Bare with { Where = Values(("least", "8"), ("count", "many"), ("flag", "true"), ("items", "A"), ("extra", "E"), ("gone", "G")), Except = Values(("note", "N"), ("gone", "G")) }] }),
            ("no values", Every with { Rules = [Bare with { Where = Values(("note", null)), Except = Values(("note", null)) }] }),
            ("hours", Every with { Rules = [Bare with { Hours = [new([DayOfWeek.Tuesday], new(9, 0), new(17, 0)), new([], new(22, 0), new(0, 0)) { Zone = "Asia/Tokyo" }] }] }),
            ("built in", Every with { Rules = [Bare], IsBuiltIn = true }),
        ];
        var text = new StringBuilder();

        foreach (var (name, action) in cases)
        {
            text.Append($"== {name}\n");
            foreach (var request in BoundarySet.Of(Of(action))) text.Append(
                $"{request.Id} {request.Actor} {request.Agent.Version} {request.Amount?.Minor} {request.Amount?.Currency} {request.Customer.Id} {request.Customer.Segment} {request.Channel} {request.ReceivedAt:yyyy-MM-dd HH:mm} "
                + $"{request.Parameters.Canonical} {string.Join('+', request.Evidence)} {string.Join('+', request.Consents)} {request.CatalogDigest == Demo.Catalog.Digest}\n");
        }

        Golden.Golden.Holds("edges", text.ToString());
    }

    [Fact]
    public void A_catalog_without_segments_and_channels_is_tried_all_the_same()
    {
        var request = Assert.Single(BoundarySet.Of(Of(Every with { Rules = [Bare] }) with { Segments = [], Channels = [] }));

        Assert.Equal(("none", "none"), (request.Customer.Segment, request.Channel));
    }

    [Fact]
    public void The_first_version_of_an_agent_is_the_one_that_asks()
    {
        var catalog = Of(Every with { Rules = [Bare] });
        catalog = catalog with { Actors = new Dictionary<ActorId, Actor>(catalog.Actors) { [new("support-bot")] = catalog.Actors[new("support-bot")] with { Versions = ["3.2.0", "3.1.4"] } } };

        Assert.All(BoundarySet.Of(catalog), request => Assert.Equal("3.2.0", request.Agent.Version));
    }

    [Fact]
    public void Both_versions_boundaries_are_decided_and_give_no_examples()
    {
        var (before, after) = (Of(Every with { Rules = [Bare] }), Of(Every with { Rules = [Bare with { Effect = "allow", Path = null }] }));

        var report = CatalogSimulation.OfBoundaries(before, after);

        var change = Assert.Single(report.Changes);
        Assert.Equal((BoundarySet.Of(before).Count() + BoundarySet.Of(after).Count(), report.Decided, true), (report.Decided, report.Changed, change.IsGain));
        Assert.Empty(change.Examples);
    }

    [Fact]
    public void What_changes_is_counted_once_for_each_way_it_does_with_three_examples_and_sums_by_currency()
    {
        var simulation = new CatalogSimulation(Of(Refund with { Rules = [Bare] }), Of(Refund with { Rules = [Bare with { Id = "s", Effect = "deny" }] }));
        foreach (var (n, amount) in new Money[] { new(1, "USD"), new(2, "EUR"), new(3, "USD"), new(4, "USD"), new(5, "USD") }.Index())
            simulation.Add(Demo.Refund(1) with { Id = new($"req_{n}"), Amount = amount }, isExample: n > 0);
        simulation.Add(Demo.Refund(1) with { Actor = new("billing-bot") });

        var report = simulation.Report();

        var change = Assert.Single(report.Changes);
        Assert.Equal((6, 5, 5, "r", EvaluationOutcome.Ask, "s", EvaluationOutcome.Refused, false), (report.Decided, report.Changed, change.Count, change.RuleBefore, change.Before, change.RuleAfter, change.After, change.IsGain));
        Assert.Equal(["req_1", "req_2", "req_3"], change.Examples.Select(id => id.Value));
        Assert.Equal([("EUR", 2L), ("USD", 13L)], change.Amounts.Select(pair => (pair.Key, pair.Value)).Order());
    }

    [Fact]
    public void Gains_come_first_then_what_is_more_then_by_action_actor_and_rule()
    {
        ActionName one = new("a-one"), two = new("b-two");
        Rule Named(string id, string actor, string channel) => Bare with { Id = id, Actors = [new(actor)], Channels = [channel] };
        ActionDefinition With(ActionName name, string effect, params Rule[] rules) => Refund with { Name = name, Rules = [.. rules.Select(rule => rule with { Effect = effect })] };
        Catalog Both(string first, string second) => Demo.Catalog with
        {
            Actions = new Dictionary<ActionName, ActionDefinition>
            {
                [two] = With(two, first, Named("x", "support-bot", "chat"), Named("y", "billing-bot", "chat"), Named("w", "billing-bot", "email")), [one] = With(one, first, Named("z", "support-bot", "chat")),
                [new("c-three")] = With(new("c-three"), second, Named("v", "support-bot", "chat")),
            },
        };
        var simulation = new CatalogSimulation(Both("allow", "ask"), Both("ask", "allow"));

        foreach (var (action, actor, channel, times) in new[] { ("b-two", "support-bot", "chat", 1), ("b-two", "billing-bot", "chat", 1), ("b-two", "billing-bot", "email", 1), ("a-one", "support-bot", "chat", 1), ("b-two", "support-bot", "chat", 1), ("c-three", "support-bot", "chat", 1) })
            simulation.Add(Demo.Refund(times) with { Action = new(action), Actor = new(actor), Channel = channel });

        Assert.Equal(["c-three v", "b-two x", "a-one z", "b-two w", "b-two y"], simulation.Report().Changes.Select(change => $"{change.Action} {change.RuleAfter}"));
    }

    private static Catalog Of(ActionDefinition action) => Demo.Catalog with { Actions = new Dictionary<ActionName, ActionDefinition> { [action.Name] = action } };

    private static Dictionary<string, AmountRange> Amounts(params (string Currency, long Least, long Most)[] ranges) => ranges.ToDictionary(range => range.Currency, range => new AmountRange(range.Least, range.Most));

    private static Dictionary<string, IReadOnlyList<string>> Values(params (string Name, string? Value)[] values) => values.ToDictionary(pair => pair.Name, pair => (IReadOnlyList<string>)(pair.Value is null ? [] : [pair.Value]));
}
