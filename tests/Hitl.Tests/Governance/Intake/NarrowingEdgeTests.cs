using Hitl.Escalations.Requests;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Intake;

namespace Hitl.Tests.Governance.Intake;

/// <summary>Less of the same where the catalog states no least value, and where nothing can be made less.</summary>
public sealed class NarrowingEdgeTests
{
    [Theory]
    [InlineData(null, 5, "0", true)]
    [InlineData(null, 5, "-1", false)]
    [InlineData(-9L, 5, "-1", false)]
    [InlineData(-9L, 5, "0", true)]
    [InlineData(2L, 5, "2", true)]
    [InlineData(2L, 5, "1", false)]
    [InlineData(null, -5, "-6", false)]
    [InlineData(null, 5, "6", false)]
    [InlineData(null, 5, "4.0", false)]
    [InlineData(null, 5, "1e0", false)]
    public void A_number_becomes_smaller_and_never_less_than_nothing(long? least, long proposed, string typed, bool isTaken)
    {
        var (narrowed, field, problem) = Apply(new("value", "integer", true, 200, least, null, [], "Value", Editable: true), $$"""{"value":{{proposed}}}""", typed);

        Assert.Equal(isTaken, narrowed is not null);
        Assert.Equal(isTaken ? (null, null) : ("value", "An edit may only narrow. A whole number, not above the one proposed."), (field, problem));
    }

    [Fact]
    public void What_is_false_stays_so()
    {
        var flag = new ParameterDefinition("value", "boolean", true, 200, null, null, [], "Value", Editable: true);

        Assert.Equal("An edit may only narrow. true or false; only true may become false.", Apply(flag, """{"value":false}""", "true").Problem);
        Assert.Equal("An edit may only narrow, and nothing was changed.", Apply(flag, """{"value":false}""", "false").Problem);
    }

    [Fact]
    public void A_text_cannot_be_made_less() =>
        Assert.Equal("value", Apply(new("value", "text", true, 200, null, null, [], "Value", Editable: true), """{"value":"all of it"}""", "all").Field);

    [Fact]
    public void A_request_without_an_amount_is_narrowed_by_its_parameters_alone()
    {
        var number = new ParameterDefinition("value", "integer", true, 200, null, null, [], "Value", Editable: true);

        var (narrowed, _, problem) = Apply(number, """{"value":5}""", "3", amount: "1.00 USD");

        Assert.Null(problem);
        Assert.Equal((null, """{"value":3}""", 2), (narrowed!.Amount, narrowed.Parameters.Canonical, narrowed.Revision));
    }

    private static (ActionRequest? Narrowed, string? Field, string? Problem) Apply(ParameterDefinition parameter, string parameters, string typed, string? amount = null) => Narrowing.Apply(
        Demo.Catalog.Actions[new("change-email")] with { Parameters = new Dictionary<string, ParameterDefinition> { ["value"] = parameter } }, Demo.Request("change-email", parameters), amount,
        new Dictionary<string, string> { ["value"] = typed });
}
