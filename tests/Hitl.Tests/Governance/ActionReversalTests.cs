using Hitl.Escalations.Consent;
using Hitl.Escalations.Requests;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Evaluation;

namespace Hitl.Tests.Governance;

public sealed class ActionReversalTests
{
    private const string Parameters = """{"charge":"ch_1","sku":"SKU-1001","reverses":"req_original","reference-refund-payment":"re_77"}""";

    [Fact]
    public void Undoing_sends_the_compensation_with_the_targets_own_reference()
    {
        var evaluation = Evaluate(Demo.Catalog);

        var step = Assert.Single(evaluation.Consent!.Saga.Steps);
        Assert.Equal(EvaluationOutcome.Allowed, evaluation.Outcome);
        Assert.Equal(("undo-refund-payment", "cancel-refund", "re_77", null), (step.Name, step.Operation, step.Undoes, step.Compensation));
    }

    [Fact]
    public void People_decide_the_undoing_where_the_catalog_says_so()
    {
        var evaluation = Evaluate(WithReversal("{ by: [refund-lead], path: refunds }"));

        Assert.Equal(EvaluationOutcome.Ask, evaluation.Outcome);
        Assert.Equal(["first-line", "second-line"], evaluation.Consent!.Path!.Stages.Select(stage => stage.Name));
    }

    [Fact]
    public void Steps_are_undone_in_reverse_order()
    {
        var undoing = Demo.Catalog.Actions[ActionReversal.Of(new("refund-and-restore"))];

        Assert.Equal(
            Demo.Catalog.Actions[new("refund-and-restore")].Steps.Reverse().Select(step => "undo-" + step.Name),
            undoing.Steps.Select(step => step.Name));
    }

    [Fact]
    public void What_is_irreversible_has_no_counterpart() =>
        Assert.DoesNotContain(ActionReversal.Of(new("change-email")), Demo.Catalog.Actions.Keys);

    [Fact]
    public void No_agent_can_ask_for_it()
    {
        var byAgent = CatalogEvaluator.Evaluate(Demo.Catalog, Request(Demo.Catalog) with { Actor = new("support-bot") });

        Assert.Equal(EvaluationOutcome.Refused, byAgent.Outcome);
    }

    [Fact]
    public void Whoever_decides_an_action_may_have_it_undone_unless_the_catalog_names_others()
    {
        Assert.Equal(["night-desk", "refund-approver", "refund-lead"], ActionReversal.Authority(Demo.Catalog.Actions[new("refund")]).Select(role => role.Value));
        Assert.Equal(["operations"], ActionReversal.Authority(WithReversal("{ by: [operations] }").Actions[new("refund")]).Select(role => role.Value));
    }

    [Theory]
    [InlineData("{ by: [nobody-known] }", "role")]
    [InlineData("{ path: nowhere }", "path of this action")]
    public void A_reversal_that_names_what_does_not_exist_is_refused(string reversal, string expected)
    {
        var result = CatalogParser.Parse(Text(reversal), "demo.yaml");

        Assert.Null(result.Catalog);
        Assert.Contains(result.Errors, error => error.ToString().Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void A_record_that_undoes_nothing_has_the_digest_it_always_had()
    {
        var step = CatalogEvaluator.Evaluate(Demo.Catalog, Demo.Refund(4_200)).Consent!;

        Assert.DoesNotContain("Undoes", System.Text.Json.JsonSerializer.Serialize(step), StringComparison.Ordinal);
        Assert.NotEqual(ConsentDigest.Of(step), ConsentDigest.Of(step with { Saga = new([.. step.Saga.Steps.Select(s => s with { Undoes = "re_1" })]) }));
    }

    private static Catalog WithReversal(string reversal) => Demo.Parse(Text(reversal));

    private static string Text(string reversal) => Demo.Text.Replace("    reversible-for: 14d\n", $"    reversible-for: 14d\n    reversal: {reversal}\n", StringComparison.Ordinal);

    private static Hitl.Escalations.Requests.Evaluation Evaluate(Catalog catalog) => CatalogEvaluator.Evaluate(catalog, Request(catalog));

    private static ActionRequest Request(Catalog catalog) => Demo.Refund(4_200) with
    {
        Actor = ActionReversal.Desk,
        OnBehalfOf = new("gus"),
        Action = ActionReversal.Of(new("refund")),
        Parameters = ActionParameters.Parse(Parameters),
        CatalogDigest = catalog.Digest,
    };
}
