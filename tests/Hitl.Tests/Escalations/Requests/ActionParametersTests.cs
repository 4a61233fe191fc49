using System.Text.Json;
using System.Text.Json.Nodes;
using Hitl.Escalations.Requests;

namespace Hitl.Tests.Escalations.Requests;

public sealed class ActionParametersTests
{
    [Fact]
    public void Order_and_layout_do_not_matter_values_do()
    {
        Assert.Equal(ActionParameters.Parse("""{"a":1,"b":"x"}"""), ActionParameters.Parse("""{ "b": "\u0078", "a": 1 }"""));
        Assert.NotEqual(ActionParameters.Parse("""{"a":1}"""), ActionParameters.Parse("""{"a":"1"}"""));
        Assert.Equal(ActionParameters.Parse("{}").GetHashCode(), ActionParameters.Empty.GetHashCode());
    }

    [Fact]
    public void Changing_the_source_or_a_copy_changes_nothing()
    {
        var source = new JsonObject { ["a"] = 1 };
        var parameters = ActionParameters.From(source);
        source["a"] = 2;
        parameters.ToJson()["a"] = 3;

        Assert.Equal("""{"a":1}""", parameters.Canonical);
        Assert.Equal("1", parameters.Text("a"));
    }

    [Theory]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("1")]
    [InlineData("{")]
    public void A_member_given_twice_or_no_object_at_all_is_refused(string json)
    {
        Assert.ThrowsAny<JsonException>(() => ActionParameters.Parse(json));
        if (json != "null") Assert.ThrowsAny<JsonException>(() => JsonSerializer.Deserialize<ActionParameters>(json));
    }

    [Fact]
    public void Parameters_survive_storing()
    {
        var parameters = ActionParameters.Parse("""{"list":["a",{"b":null}],"flag":true,"text":"é\u0001"}""");

        Assert.Equal(parameters, JsonSerializer.Deserialize<ActionParameters>(JsonSerializer.Serialize(parameters)));
        Assert.Equal("""["a",{"b":null}]""", parameters.Text("list"));
        Assert.Null(parameters.Text("absent"));
    }
}
