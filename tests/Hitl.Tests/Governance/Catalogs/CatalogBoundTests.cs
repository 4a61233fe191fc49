using Hitl.Escalations.Ids;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Evaluation;
using Hitl.Governance.Reviews;

namespace Hitl.Tests.Governance.Catalogs;

/// <summary>Limits, conflicts, sign-off, hours, evidence and consents: refused with place and nearest name, and read as meant.</summary>
public sealed class CatalogBoundTests
{
    public static TheoryData<string, string, string> Mistakes => new()
    {
        { "limits:\n  daily: { period: 24h, over: refuse }\n", "catalog.limit_empty", "amounts" },
        { "limits:\n  daily: { period: 24h, amounts: [5.00 USD, 6.00 USD], over: refuse }\n", "catalog.duplicate", "" },
        { "limits:\n  daily: { period: 24h, count: 3, over: peple }\n", "catalog.unknown_name", "people" },
        { "limits:\n  daily: { period: 24h, count: 3, over: refuse, actions: [refnd] }\n", "catalog.unknown_name", "refund" },
        { "limits:\n  daily: { period: 24h, count: 3, over: refuse, actors: [bat] }\n", "catalog.unknown_name", "bot" },
        { "limits:\n  daily: { period: 24h, count: 0, over: refuse }\n", "catalog.range", "1 to 1000000" },
        { "limits:\n  daily: { period: 500d, count: 1, over: refuse }\n", "duration.range", "1m to 400d" },
        { "limits:\n  daily: { period: 1d, count: 1, over: refuse, per: [custmer] }\n", "catalog.unknown_value", "customer" },
        { "conflicts:\n  one: { subject: chrge, then: refuse }\n", "catalog.unknown_name", "charge" },
        { "conflicts:\n  one: { subject: charge, then: serialize }\n", "catalog.unknown_name", "serialise" },
        { "sign-off: { roles: [aprover], wait: 1d }\n", "catalog.unknown_name", "approver" },
        { "sign-off: { roles: [ops, ops], wait: 1d }\n", "catalog.duplicate", "" },
        { "sign-off: { roles: [approver], wait: 1d, reminders: [2d] }\n", "catalog.range", "" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_named_with_what_was_meant(string part, string code, string expected)
    {
        var result = CatalogParser.Parse([new("small.yaml", SmallCatalog.Text), new("more.yaml", part)]);

        var error = Assert.Single(result.Errors.Where(e => e.Code == code).Take(1));
        Assert.Equal("more.yaml", error.File);
        if (expected.Length > 0) Assert.Equal(expected, error.Expected);
    }

    [Theory]
    [InlineData("hours: [{ from: \"09:00\", until: \"08:00\" }]", "catalog.range")]
    [InlineData("hours: [{ from: 09:00 }]", "catalog.wrong_type")]
    [InlineData("hours: [{ days: [monday] }]", "catalog.unknown_value")]
    [InlineData("evidence: [photo]", "catalog.unknown_name")]
    [InlineData("consents: [asked]", "catalog.unknown_name")]
    public void A_bound_of_a_rule_is_checked_as_strictly(string bound, string code)
    {
        var result = CatalogParser.Parse(SmallCatalog.With("actors: [bot], amounts", bound + ", actors: [bot], amounts"), "small.yaml");

        Assert.Contains(result.Errors, error => error.Code == code);
    }

    [Fact]
    public void Two_roles_of_one_human_cannot_sign_off()
    {
        var result = CatalogParser.Parse([new("small.yaml", SmallCatalog.With("  ops: { members: [dana] }", "  ops: { members: [dana] }\n  legal: { members: [dana] }")), new("more.yaml", "sign-off: { roles: [ops, legal], wait: 1d }\n")]);

        Assert.Equal("catalog.quorum_impossible", Assert.Single(result.Errors).Code);
    }

    [Fact]
    public void A_limit_counts_by_what_it_says_and_nothing_else()
    {
        var plan = ReservationPlanner.Plan(Sample.Catalog, Demo.Refund(42_00) with { Agent = new("3.2.0", null, null) });

        Assert.Equal(
            [("customer-day|customer=cus_1|USD", 42_00L, 2_500_00L, true), ("support-day|USD", 42_00L, 250_000_00L, false)],
            plan.Claims.Select(claim => (claim.Key, claim.Asked, claim.Most, claim.IsHard)));
        Assert.Equal(["charge=ch_1"], plan.Subjects.Select(subject => subject.Subject));
        Assert.True(ReservationPlanner.Plan(Sample.Catalog, Demo.Refund(9_000_00)).IsEmpty);
    }

    [Fact]
    public void A_limit_says_what_a_reversal_gives_back_and_never_counts_the_reversal_itself()
    {
        var frees = Sample.With("period: 24h, amounts: [250000.00 USD], over: refunds }", "period: 24h, amounts: [250000.00 USD], over: refunds, after-reversal: release }");
        var asked = Demo.Refund(42_00) with { Agent = new("3.2.0", null, null) };
        var undo = asked with { Action = new("refund.reverse"), Actor = ActionReversal.Desk, OnBehalfOf = new PersonId("emil") };
        var everything = frees with { Limits = [.. frees.Limits.Select(limit => limit with { Actions = [], Actors = [] })] };

        var plan = ReservationPlanner.Plan(frees, asked);

        Assert.Equal([("customer-day", false), ("support-day", true)], plan.Claims.Select(claim => (claim.Limit, claim.FreesReversed)));
        Assert.Contains(Hitl.Governance.Scope.ScopeList.Of(frees, new(null, null, null)), row => row.Limits.Any(limit => limit.StartsWith("support-day:", StringComparison.Ordinal) && limit.EndsWith("given back when reversed", StringComparison.Ordinal)));
        Assert.Contains(Hitl.Governance.Versions.CatalogDiff.Of(Sample.Catalog, frees).Lines, line => line.Contains("after-reversal", StringComparison.Ordinal));
        Assert.Empty(ReservationPlanner.Plan(everything, undo).Claims);
        Assert.NotEmpty(ReservationPlanner.Plan(everything, asked).Claims);
    }

    [Fact]
    public void The_author_and_whoever_asks_can_never_sign()
    {
        var digest = new string('a', 64);
        var request = Demo.Request("catalog.activate", $$"""{"version":"{{digest}}","replaces":"{{digest}}","author":"emil","changes":["x"]}""") with { Actor = CatalogActivation.Desk, OnBehalfOf = new PersonId("dana") };

        var evaluation = CatalogEvaluator.Evaluate(Sample.Catalog, request);

        Assert.True(evaluation.Path!.NeedsEveryStage);
        Assert.Superset(new HashSet<PersonId> { new("dana"), new("emil") }, evaluation.Consent!.Conflicted.ToHashSet());
    }

    [Fact]
    public void A_review_names_rules_unused_shadowed_and_far_larger_than_their_use()
    {
        var action = Sample.Catalog.Actions[new("refund")];
        var rules = action.Rules.Append(new() { Id = "tiny", Effect = "allow", Actors = [new("support-bot")], Segments = ["retail"], Channels = ["chat"], Amounts = new Dictionary<string, AmountRange> { ["USD"] = new(0, 5_00) }, Except = action.Rules[1].Except });
        var catalog = Sample.Catalog with { Actions = new Dictionary<ActionName, ActionDefinition> { [action.Name] = action with { Rules = [.. rules] } } };

        var findings = CatalogReview.Of(catalog, [new(new("refund"), "small-refunds-alone", new("support-bot"), "USD", 7, 12_00), new(new("refund"), "refunds-with-consent", new("support-bot"), "USD", 3, 480_00)]);

        Assert.Contains(findings, f => f is { Kind: "shadowed", Rule: "tiny" } && f.Text.Contains("small-refunds-alone", StringComparison.Ordinal));
        Assert.Contains(findings, f => f is { Kind: "unused", Rule: "refunds-nobody-answers" });
        Assert.Contains(findings, f => f is { Kind: "unneeded-authority", Rule: "small-refunds-alone", Text: "support-bot used small-refunds-alone 7 times, at most for 12.00 USD of 50.00 USD." });
        Assert.DoesNotContain(findings, f => f is { Kind: "unneeded-authority", Rule: "refunds-with-consent" });
    }

    [Fact]
    public void A_catalog_of_ten_thousand_actions_is_too_large()
    {
        var one = SmallCatalog.Text[SmallCatalog.Text.IndexOf("  refund:", StringComparison.Ordinal)..];
        var files = Enumerable.Range(0, 1_001).Select(n => new CatalogFile($"{n}.yaml", "actions:\n" + one.Replace("  refund:", $"  refund-{n}:", StringComparison.Ordinal))).Chunk(10)
            .Select((chunk, n) => new CatalogFile($"{n}.yaml", "actions:\n" + string.Concat(chunk.Select(file => file.Text["actions:\n".Length..]))));

        var result = CatalogParser.Parse([new("a.yaml", SmallCatalog.Text), .. files]);

        Assert.Contains(result.Errors, error => error.Code == "catalog.too_large");
    }
}
