using System.Text.Json.Nodes;
using Hitl.Escalations.Ledger;

namespace Hitl.Tests.Escalations.Ledger;

/// <summary>How a body is checked when it is written, and found again when it is read.</summary>
public sealed class LedgerBodiesTests
{
    private static readonly BodyShape Shape = new("shape", 1, [new("name", BodyFieldType.Text, true), new("count", BodyFieldType.Number, false)], IsOpen: false);

    [Theory]
    [InlineData("""{"name":"x"}""", null)]
    [InlineData("""{"name":"x","count":1,"v":1,"sealed":"s"}""", null)]
    [InlineData("""{"name":"x","count":null}""", null)]
    [InlineData("""{"count":1}""", "'name' of shape must be there and of type Text")]
    [InlineData("""{"name":1}""", "'name' of shape must be there and of type Text")]
    [InlineData("""{"name":"x","count":"1"}""", "'count' of shape must be of type Number")]
    [InlineData("""{"name":"x","more":1}""", "shape has no field 'more'; its fields are declared in LedgerBodies")]
    public void The_first_problem_of_a_body_is_told_in_words(string body, string? problem) => Assert.Equal(problem, Shape.Problem(JsonNode.Parse(body)!.AsObject()));

    [Fact]
    public void An_open_body_may_have_more_members_and_no_fewer()
    {
        var open = Shape with { IsOpen = true };

        Assert.Null(open.Problem(JsonNode.Parse("""{"name":"x","more":1}""")!.AsObject()));
        Assert.Equal("'name' of shape must be there and of type Text", open.Problem([]));
    }

    [Fact]
    public void A_body_of_version_one_is_written_as_it_is()
    {
        var body = new JsonObject { ["to"] = "denied" };

        Assert.Same(body, LedgerBodies.Checked(LedgerKinds.RequestMoved, body));
        Assert.Equal("""{"to":"denied"}""", body.ToJsonString());
    }

    [Fact]
    public void A_body_of_a_later_version_says_so_in_a_copy()
    {
        var body = JsonNode.Parse("""{"verdict":"approve","door":"slack","digest":"d","keyId":"k","mac":"m","membership":{}}""")!.AsObject();

        var written = LedgerBodies.Checked(LedgerKinds.DecisionRecorded, body);

        Assert.Equal("""{"verdict":"approve","door":"slack","digest":"d","keyId":"k","mac":"m","membership":{},"v":2}""", written.ToJsonString());
        Assert.False(body.ContainsKey("v"));
    }

    [Fact]
    public void A_kind_that_is_not_declared_is_written_unchecked()
    {
        var body = new JsonObject { ["anything"] = 1.5 };

        Assert.Same(body, LedgerBodies.Checked("nobody.knows", body));
    }

    [Fact]
    public void A_body_that_does_not_fit_is_refused_in_words()
    {
        var refused = Assert.Throws<FormatException>(() => LedgerBodies.Checked(LedgerKinds.RequestMoved, []));

        Assert.Equal("A ledger row cannot be written: 'to' of request.moved must be there and of type Text.", refused.Message);
    }

    [Theory]
    [InlineData(LedgerKinds.DecisionRecorded, """{"v":2}""", 2)]
    [InlineData(LedgerKinds.DecisionRecorded, """{"v":1}""", 1)]
    [InlineData(LedgerKinds.DecisionRecorded, "{}", 1)]
    [InlineData(LedgerKinds.DecisionRecorded, """{"v":"2"}""", 1)]
    [InlineData(LedgerKinds.DecisionRecorded, """{"v":[2]}""", 1)]
    [InlineData(LedgerKinds.DecisionRecorded, """{"v":3}""", null)]
    [InlineData(LedgerKinds.RequestMoved, """{"v":2}""", null)]
    [InlineData("nobody.knows", "{}", null)]
    public void A_stored_row_has_the_shape_of_its_kind_and_version(string kind, string stored, int? version)
    {
        var shape = LedgerBodies.Of(kind, JsonNode.Parse(stored)!.AsObject());

        Assert.Equal(version, shape?.Version);
        if (version is not null) Assert.Equal(kind, shape!.Kind);
    }

    [Fact]
    public void A_row_without_a_body_has_an_empty_one() => Assert.Equal("{}", new LedgerEntry { Kind = "k", By = "system:x", Summary = "s" }.Body.ToJsonString());
}
