using Hitl.Escalations.Ids;
using Hitl.Escalations.Requests;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Evaluation;

namespace Hitl.Tests.Governance.Evaluation;

/// <summary>Random rules and requests: what the explanation says is what decided.</summary>
public sealed class ExplanationPropertyTests
{
    private static readonly string[] Segments = ["retail", "business", "demo-silence"];
    private static readonly string[] Channels = ["chat", "email", "phone"];
    private static readonly string[] Skus = ["A", "B", "C"];

    [Fact]
    public void Explanations_agree_with_outcomes()
    {
        var random = new Random(5);
        for (var i = 0; i < Effort.Of(10_000); i++)
        {
            var (catalog, request) = RandomCase(random);
            var action = catalog.Actions[request.Action];

            var answer = CatalogEvaluator.Evaluate(catalog, request);

            var explanation = answer.Explanation;
            Assert.Equal(action.Rules.Select(r => r.Id), explanation.Rules.Select(r => r.Rule));
            Assert.All(explanation.Rules, r => Assert.Equal(r.Matched, r.Bounds.All(b => b.Held)));
            Assert.Equal(action.Rules.Select(r => Matches(r, request)), explanation.Rules.Select(r => r.Matched));
            Assert.Equal(explanation.Rule is null, explanation.IsGap);
            Assert.Equal(answer.Outcome == EvaluationOutcome.Refused, answer.Consent is null);
            Assert.Equal(Expected(action, explanation), answer.Outcome);
            if (explanation.Rule is { } id) Assert.True(explanation.Rules.Single(r => r.Rule == id).Matched);
            else Assert.DoesNotContain(explanation.Rules, r => r.Matched);
        }
    }

    [Fact]
    public void Changing_what_would_have_to_differ_changes_the_outcome_as_said()
    {
        var random = new Random(6);
        var clauses = 0;
        for (var i = 0; i < Effort.Of(10_000); i++)
        {
            var (catalog, request) = RandomCase(random);
            var answer = CatalogEvaluator.Evaluate(catalog, request);

            var differences = Differences.Find(catalog, request, Ruling.Of(catalog, request));

            Assert.Equal(answer.Explanation.WouldDiffer, differences.Select(d => d.Clause));
            foreach (var difference in differences)
            {
                clauses++;
                var other = CatalogEvaluator.Evaluate(catalog, difference.Witness).Outcome;
                Assert.NotEqual(answer.Outcome, other);
                Assert.EndsWith(other switch { EvaluationOutcome.Allowed => "it would be allowed", EvaluationOutcome.Ask => "people would be asked", _ => "it would be refused" }, difference.Clause, StringComparison.Ordinal);
                AssertNamesTheChange(request, difference);
            }
        }

        Assert.True(clauses > Effort.Of(5_000), $"only {clauses} clauses were tried");
    }

    [Fact]
    public void The_same_question_gets_the_same_answer()
    {
        var (catalog, request) = RandomCase(new Random(8));

        var one = System.Text.Json.JsonSerializer.Serialize(CatalogEvaluator.Evaluate(catalog, request));

        Assert.Equal(one, System.Text.Json.JsonSerializer.Serialize(CatalogEvaluator.Evaluate(catalog, request)));
    }

    private static void AssertNamesTheChange(ActionRequest request, Difference difference)
    {
        var witness = difference.Witness;
        if (witness.Customer.Segment != request.Customer.Segment) Assert.Contains($"segment {witness.Customer.Segment}", difference.Clause, StringComparison.Ordinal);
        if (witness.Channel != request.Channel) Assert.Contains($"channel {witness.Channel}", difference.Clause, StringComparison.Ordinal);
        if (witness.Actor != request.Actor) Assert.Contains($"actor {witness.Actor}", difference.Clause, StringComparison.Ordinal);
        if (witness.Amount != request.Amount) Assert.Contains("amount", difference.Clause, StringComparison.Ordinal);
        if (witness.Parameters != request.Parameters) Assert.True(witness.Parameters.Equals(request.Parameters) || difference.Clause.Contains("sku", StringComparison.Ordinal));
        Assert.Equal(request.Id, witness.Id);
    }

    /// <summary>The order of effects written down a second time, without the code under test.</summary>
    private static EvaluationOutcome Expected(ActionDefinition action, Explanation explanation)
    {
        var effects = explanation.Rules.Where(r => r.Matched).Select(r => r.Effect).ToHashSet();
        if (effects.Contains("deny")) return EvaluationOutcome.Refused;
        if (effects.Contains("allow")) return action.Risk == "red-line" || action.Reversibility == "irreversible" ? EvaluationOutcome.Ask : EvaluationOutcome.Allowed;
        return effects.Contains("ask") || action.GapPath is not null ? EvaluationOutcome.Ask : EvaluationOutcome.Refused;
    }

    /// <summary>Matching written down a second time.</summary>
    private static bool Matches(Rule rule, ActionRequest request)
    {
        var sku = request.Parameters.Text("sku");
        return (rule.Actors.Count == 0 || rule.Actors.Contains(request.Actor))
            && (rule.Segments.Count == 0 || rule.Segments.Contains(request.Customer.Segment))
            && (rule.Channels.Count == 0 || rule.Channels.Contains(request.Channel))
            && (rule.Amounts.Count == 0 || (rule.Amounts.TryGetValue(request.Amount!.Currency, out var range) && request.Amount.Minor >= range.Minimum && request.Amount.Minor <= range.Maximum))
            && (!rule.Where.TryGetValue("sku", out var wanted) || (sku is not null && wanted.Contains(sku)))
            && (!rule.Except.TryGetValue("sku", out var excluded) || sku is null || !excluded.Contains(sku));
    }

    private static (Catalog Catalog, ActionRequest Request) RandomCase(Random random)
    {
        var refund = Demo.Catalog.Actions[new("refund")];
        var action = refund with
        {
            Risk = random.Next(6) == 0 ? "red-line" : "medium",
            Reversibility = random.Next(6) == 0 ? "irreversible" : "reversible",
            GapPath = random.Next(3) == 0 ? "silence" : null,
            Rules = [.. Enumerable.Range(0, random.Next(5)).Select(n => RandomRule(random, n))],
        };
        var request = Demo.Refund(random.Next(1, 12), random.Next(4) == 0 ? "EUR" : "USD", Pick(random, Segments), Pick(random, Channels)) with
        {
            Actor = new(random.Next(3) == 0 ? "billing-bot" : "support-bot"),
            Parameters = ActionParameters.Parse(random.Next(4) == 0 ? """{"charge":"c"}""" : $$"""{"charge":"c","sku":"{{Pick(random, Skus)}}"}"""),
        };
        return (Demo.Catalog with { Actions = new Dictionary<ActionName, ActionDefinition> { [action.Name] = action } }, request);
    }

    private static Rule RandomRule(Random random, int n)
    {
        var effect = Pick(random, ["allow", "ask", "ask", "deny"]);
        var low = random.Next(0, 6);
        return new()
        {
            Id = $"r{n}",
            Effect = effect,
            Path = effect == "ask" ? "refunds" : null,
            Actors = random.Next(3) == 0 ? [new("support-bot")] : [],
            Segments = random.Next(2) == 0 ? [Pick(random, Segments)] : [],
            Channels = random.Next(3) == 0 ? [Pick(random, Channels), "phone"] : [],
            Amounts = random.Next(2) == 0 ? new Dictionary<string, AmountRange> { ["USD"] = new(low, low + random.Next(6)) } : new Dictionary<string, AmountRange>(),
            Where = random.Next(5) == 0 ? Skued(random) : new Dictionary<string, IReadOnlyList<string>>(),
            Except = effect != "deny" && random.Next(4) == 0 ? Skued(random) : new Dictionary<string, IReadOnlyList<string>>(),
        };
    }

    private static Dictionary<string, IReadOnlyList<string>> Skued(Random random) => new() { ["sku"] = [Pick(random, Skus)] };

    private static string Pick(Random random, string[] values) => values[random.Next(values.Length)];
}
