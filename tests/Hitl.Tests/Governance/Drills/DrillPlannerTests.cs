using Hitl.Escalations.Ids;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Stages;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Drills;

namespace Hitl.Tests.Governance.Drills;

/// <summary>A drill sends what the catalog says, and the least it can where it says nothing.</summary>
public sealed class DrillPlannerTests
{
    private static readonly ActionDefinition Refund = Demo.Catalog.Actions[new("refund")];

    [Fact]
    public void Whatever_can_be_undone_is_drilled_and_nothing_else() =>
        Assert.Equal(["refund", "refund-and-restore"], DrillPlanner.Procedures(Demo.Catalog).Select(action => action.Name.Value));

    [Fact]
    public void Whom_the_catalog_names_runs_it_or_else_whoever_may_undo_it()
    {
        Assert.Equal(new RoleId("operations"), DrillPlanner.RoleOf(Refund with { Drill = new(new("operations"), new Dictionary<string, string>(), null, false) }));
        Assert.Equal(new RoleId("night-desk"), DrillPlanner.RoleOf(Refund with { Drill = new(null, new Dictionary<string, string>(), null, false) }));
        Assert.Null(DrillPlanner.RoleOf(Refund with { Paths = new Dictionary<string, EscalationPath>() }));
    }

    [Theory]
    [InlineData("ask", "USD 0 50000", "100 USD")]
    [InlineData("ask", "USD 0 40", "40 USD")]
    [InlineData("ask", "USD 700 50000", "700 USD")]
    [InlineData("ask", "USD 100 100", "100 USD")]
    [InlineData("ask", "USD 1 900 EUR 300 900", "300 EUR")]
    [InlineData("allow", "JPY 0 900", "100 JPY")]
    [InlineData("deny", "USD 700 50000", "100 USD")]
    [InlineData("ask", "", "100 USD")]
    public void The_amount_is_one_unit_or_the_nearest_that_a_rule_covers(string effect, string amounts, string expected)
    {
        var ranges = amounts.Split(' ', StringSplitOptions.RemoveEmptyEntries).Chunk(3).ToDictionary(one => one[0], one => new AmountRange(Number(one[1]), Number(one[2])));

        Assert.Equal(expected, Sent(Refund with { Rules = [new() { Id = "r", Effect = effect, Amounts = ranges }] }, "{amount} {currency}"));
    }

    [Fact]
    public void The_amount_the_catalog_says_is_the_one_that_is_sent_where_there_is_one()
    {
        var drill = new DrillDefinition(null, new Dictionary<string, string>(), new Money(7, "EUR"), false);

        Assert.Equal("7 EUR", Sent(Refund with { Drill = drill }, "{amount} {currency}"));
        Assert.Equal("drill-001122334455", Sent(Refund with { Drill = drill, HasAmount = false }, "{customer}"));
    }

    [Theory]
    [InlineData("integer", null, null, null, "1")]
    [InlineData("integer", null, 5L, null, "5")]
    [InlineData("integer", null, null, 0L, "0")]
    [InlineData("integer", null, null, 9L, "1")]
    [InlineData("integer", "12", 5L, 20L, "12")]
    [InlineData("boolean", null, null, null, "false")]
    [InlineData("boolean", "true", null, null, "true")]
    [InlineData("boolean", "false", null, null, "false")]
    [InlineData("email", null, null, null, "drill-001122334455@example.com")]
    [InlineData("email", "a@b.example", null, null, "a@b.example")]
    [InlineData("text", null, null, null, "drill-001122334455")]
    [InlineData("text", "said", null, null, "said")]
    [InlineData("texts", null, null, null, "[\"drill-001122334455\"]")]
    [InlineData("texts", "said", null, null, "[\"said\"]")]
    public void A_value_is_what_the_catalog_says_or_made_up(string kind, string? said, long? least, long? most, string expected)
    {
        var sent = SentValue(new("value", kind, true, 200, least, most, [], "Value"), said);

        Assert.Equal(expected, sent.Trim('"'));
    }

    [Theory]
    [InlineData(18, "drill-001122334455")]
    [InlineData(17, "drill-00112233445")]
    [InlineData(3, "dri")]
    public void A_made_up_text_is_no_longer_than_its_parameter(int most, string expected) =>
        Assert.Equal(expected, SentValue(new("value", "text", true, most, null, null, [], "Value"), null).Trim('"'));

    [Fact]
    public void A_value_of_a_closed_list_is_its_first()
    {
        Assert.Equal("\"small\"", SentValue(new("value", "text", true, 200, null, null, ["small", "large"], "Value"), null));
        Assert.Equal("[\"small\"]", SentValue(new("value", "texts", true, 200, null, null, ["small", "large"], "Value"), null));
    }

    private static string SentValue(ParameterDefinition parameter, string? said)
    {
        var action = Refund with
        {
            Parameters = new Dictionary<string, ParameterDefinition> { ["value"] = parameter },
            Drill = new(null, said is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["value"] = said }, null, false),
        };
        return Steps(action, "{value}").ToJson()["value"]!.ToJsonString();
    }

    private static string Sent(ActionDefinition action, string template) => Steps(action, template).Text("value")!;

    private static ActionParameters Steps(ActionDefinition action, string template) => Assert.Single(DrillPlanner.Steps(
        Demo.Catalog, action with { Steps = [action.Steps[0] with { Arguments = new Dictionary<string, string> { ["value"] = template } }] }, new("00112233-4455-6677-8899-aabbccddeeff"))).Arguments;

    private static long Number(string text) => long.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
