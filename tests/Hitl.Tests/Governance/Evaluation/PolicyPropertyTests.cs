using Hitl.Escalations.Ids;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Reservations;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Evaluation;

namespace Hitl.Tests.Governance.Evaluation;

/// <summary>What must hold of every policy: narrowing never widens, order never matters, facts only make it stricter, and both ways to decide agree.</summary>
public sealed class PolicyPropertyTests
{
    private static readonly int Cases = Effort.Of(4_000);
    private static readonly string[] Segments = ["retail", "business", "vip"];
    private static readonly string[] Channels = ["chat", "email", "phone"];
    private static readonly string[] Skus = ["A", "B", "GIFT-CARD"];

    [Fact]
    public void Narrowing_a_bound_never_widens_an_outcome()
    {
        var random = new Random(41);
        var narrowed = 0;
        for (var i = 0; i < Cases; i++)
        {
            var (catalog, action, request) = RandomCase(random);
            var at = random.Next(action.Rules.Count);
            // Narrowing what is denied gives room; every other narrowing takes it.
            if (action.Rules[at].Effect == "deny") continue;
            var narrow = action with { Rules = [.. action.Rules.Select((rule, n) => n == at ? Narrow(random, rule) : rule)] };

            var before = CatalogIndex.Of(catalog).Decide(request, out _);
            var after = CatalogIndex.Of(With(catalog, narrow)).Decide(request, out _);

            if (before != after) narrowed++;
            Assert.True(after >= before, $"{before} became {after}");
        }

        Assert.True(narrowed > Effort.Of(50), $"only {narrowed} cases differed");
    }

    [Fact]
    public void The_order_of_rules_never_matters()
    {
        var random = new Random(42);
        for (var i = 0; i < Cases; i++)
        {
            var (catalog, action, request) = RandomCase(random);
            var rules = action.Rules.ToArray();
            random.Shuffle(rules);

            var one = CatalogEvaluator.Evaluate(catalog, request);
            var other = CatalogEvaluator.Evaluate(With(catalog, action with { Rules = rules }), request);

            Assert.Equal((one.Outcome, one.Explanation.Sentence, one.Explanation.Rule, one.Path?.Name), (other.Outcome, other.Explanation.Sentence, other.Explanation.Rule, other.Path?.Name));
            Assert.Equal(one.Explanation.WouldDiffer, other.Explanation.WouldDiffer);
        }
    }

    [Fact]
    public void The_bare_decision_and_the_explained_one_are_the_same()
    {
        var random = new Random(43);
        for (var i = 0; i < Cases; i++)
        {
            var (catalog, _, request) = RandomCase(random);

            var bare = CatalogIndex.Of(catalog).Decide(request, out var rule);
            var explained = CatalogEvaluator.Evaluate(catalog, request);

            Assert.Equal((bare, rule?.Id), (explained.Outcome, explained.Explanation.Rule));
            if (rule is not null) Assert.True(explained.Explanation.Rules.Single(check => check.Rule == rule.Id).Matched);
            Assert.All(explained.Explanation.Rules, check => Assert.Equal(check.Matched, check.Bounds.All(bound => bound.Held)));
        }
    }

    [Fact]
    public void Facts_only_make_an_answer_stricter_and_never_lower_the_bar()
    {
        var random = new Random(44);
        var stricter = 0;
        for (var i = 0; i < Cases; i++)
        {
            var (catalog, _, request) = RandomCase(random);
            var facts = RandomFacts(random, catalog, request);

            var by = CatalogEvaluator.Evaluate(catalog, request);
            var with = CatalogEvaluator.Evaluate(catalog, request, facts);

            if (with.Outcome != by.Outcome) stricter++;
            Assert.True(with.Outcome >= by.Outcome, $"{by.Outcome} became {with.Outcome}");
            if (with.Outcome == EvaluationOutcome.Ask && by.Outcome == EvaluationOutcome.Ask) Assert.True(with.Path!.Demand >= by.Path!.Demand);
            if (facts.Limits.Any(limit => limit is { IsHard: true, IsOver: true })) Assert.Equal(EvaluationOutcome.Refused, with.Outcome);
        }

        Assert.True(stricter > Effort.Of(500), $"only {stricter} became stricter");
    }

    [Fact]
    public void The_same_facts_give_the_same_consent_to_the_byte()
    {
        var random = new Random(45);
        for (var i = 0; i < Effort.Of(500); i++)
        {
            var (catalog, _, request) = RandomCase(random);
            var facts = RandomFacts(random, catalog, request);

            var one = System.Text.Json.JsonSerializer.Serialize(CatalogEvaluator.Evaluate(catalog, request, facts));
            var stored = System.Text.Json.JsonSerializer.Deserialize<Hitl.Escalations.Requests.Evaluation>(one)!;

            Assert.Equal(one, System.Text.Json.JsonSerializer.Serialize(CatalogEvaluator.Evaluate(catalog, request, stored.Facts)));
        }
    }

    [Fact]
    public void A_version_the_catalog_does_not_know_is_never_let_alone()
    {
        var random = new Random(46);
        for (var i = 0; i < Cases; i++)
        {
            var (catalog, _, request) = RandomCase(random);

            var canary = CatalogEvaluator.Evaluate(catalog, request with { Agent = new("9.9.9", null, null) });

            Assert.NotEqual(EvaluationOutcome.Allowed, canary.Outcome);
            if (canary.Canary is { } finding) Assert.Equal((EvaluationOutcome.Allowed, "9.9.9"), (finding.Would, finding.Version));
        }
    }

    [Fact]
    public void Of_the_automatic_approvals_the_stated_share_is_drawn_and_the_draw_can_be_repeated()
    {
        var draws = Enumerable.Range(0, 20_000).Select(i => Sampling.Draw("shop", 500, new($"req_{i:00000000000000000000000000}"))).ToList();

        Assert.InRange(draws.Count(draw => draw.IsChosen), 900, 1_100);
        Assert.Equal(draws[17], Sampling.Draw("shop", 500, new("req_00000000000000000000000017")));
        Assert.NotEqual(draws.Select(d => d.Draw), Enumerable.Range(0, 20_000).Select(i => Sampling.Draw("other", 500, new($"req_{i:00000000000000000000000000}")).Draw));
        Assert.DoesNotContain(draws, draw => Sampling.Draw("shop", 0, new("req_1")).IsChosen || !Sampling.Draw("shop", 10_000, new("req_1")).IsChosen);
    }

    private static EvaluationFacts RandomFacts(Random random, Catalog catalog, ActionRequest request)
    {
        var plan = ReservationPlanner.Plan(catalog, request);
        var limits = plan.Claims.Select(claim => new LimitStanding(claim.Limit, claim.Key, claim.Currency, random.Next(2) == 0 ? 0 : claim.Most, claim.Asked, claim.Most, claim.Period, claim.IsHard));
        var others = plan.Subjects.Where(_ => random.Next(3) == 0)
            .Select(subject => new ConflictingRequest(subject.Conflict, subject.Subject, new("req_other"), new("billing-bot"), new("refund"), "email", new(1, "USD"), Demo.Now));
        return new([.. limits], [.. others]);
    }

    private static Catalog With(Catalog catalog, ActionDefinition action) => catalog with { Actions = new Dictionary<ActionName, ActionDefinition> { [action.Name] = action } };

    private static (Catalog Catalog, ActionDefinition Action, ActionRequest Request) RandomCase(Random random)
    {
        var refund = Sample.Catalog.Actions[new("refund")];
        var action = refund with
        {
            Reversibility = random.Next(8) == 0 ? "irreversible" : "reversible",
            GapPath = random.Next(4) == 0 ? "silence" : null,
            Rules = [.. Enumerable.Range(0, random.Next(1, 7)).Select(n => RandomRule(random, n))],
        };
        var request = Demo.Refund(random.Next(1, 12), random.Next(5) == 0 ? "EUR" : "USD", Pick(random, Segments), Pick(random, Channels), Pick(random, Skus)) with
        {
            Agent = new("3.2.0", null, null),
            ReceivedAt = Demo.Now.AddHours(random.Next(48)),
            Evidence = random.Next(2) == 0 ? ["photo:1.jpg"] : [],
            Consents = random.Next(2) == 0 ? ["customer-asked"] : [],
        };
        var conflicts = random.Next(2) == 0 ? Sample.Catalog.Conflicts : [new() { Id = "one-payment", Actions = [new("refund")], Subject = "charge", Path = "refunds" }];
        return (With(Sample.Catalog, action) with { Conflicts = conflicts }, action, request);
    }

    private static Rule RandomRule(Random random, int n)
    {
        var effect = Pick(random, ["allow", "allow", "ask", "ask", "deny"]);
        var low = random.Next(0, 6);
        return new()
        {
            Id = $"r{n}",
            Effect = effect,
            Path = effect == "ask" ? Pick(random, ["refunds", "silence"]) : null,
            Actors = random.Next(3) == 0 ? [new("support-bot")] : random.Next(4) == 0 ? [new("billing-bot")] : [],
            Segments = random.Next(2) == 0 ? [Pick(random, Segments), "vip"] : [],
            Channels = random.Next(3) == 0 ? [Pick(random, Channels)] : [],
            Amounts = random.Next(2) == 0 ? new Dictionary<string, AmountRange> { ["USD"] = new(low, low + random.Next(8)) } : new Dictionary<string, AmountRange>(),
            Hours = random.Next(4) == 0 ? [new([], new(8, 0), new(18, 0))] : [],
            Evidence = random.Next(5) == 0 ? ["photo"] : [],
            Consents = random.Next(5) == 0 ? ["customer-asked"] : [],
            Except = effect != "deny" && random.Next(3) == 0 ? new Dictionary<string, IReadOnlyList<string>> { ["sku"] = ["GIFT-CARD"] } : new Dictionary<string, IReadOnlyList<string>>(),
        };
    }

    /// <summary>The rule with one thing taken away.</summary>
    private static Rule Narrow(Random random, Rule rule) => random.Next(6) switch
    {
        0 when rule.Amounts.TryGetValue("USD", out var range) && range.Maximum > range.Minimum => rule with { Amounts = new Dictionary<string, AmountRange> { ["USD"] = new(range.Minimum, range.Maximum - 1) } },
        0 => rule with { Amounts = rule.Amounts.Count == 0 ? new Dictionary<string, AmountRange> { ["USD"] = new(0, 5) } : rule.Amounts },
        1 => rule with { Segments = rule.Segments.Count == 0 ? ["retail"] : [rule.Segments[0]] },
        2 => rule with { Channels = rule.Channels.Count == 0 ? ["chat"] : rule.Channels },
        3 => rule with { Except = new Dictionary<string, IReadOnlyList<string>> { ["sku"] = ["GIFT-CARD", "A"] } },
        4 => rule with { Evidence = ["photo"] },
        _ => rule with { Hours = rule.Hours.Count == 0 ? [new([], new(9, 0), new(12, 0))] : rule.Hours, Consents = ["customer-asked"] },
    };

    private static string Pick(Random random, string[] values) => values[random.Next(values.Length)];
}
