using System.Text.Json.Nodes;
using Hitl.Escalations.Requests;

namespace Hitl.Tests.Escalations.Requests;

public sealed class ParametersReadTests
{
    private static readonly ActionParameters Parameters = ActionParameters.Parse("""{"b":"text","a":["x",1,null,{"k":true}],"n":7,"z":null,"o":{"y":1,"x":2}}""");

    [Fact]
    public void Names_are_in_order_and_counted()
    {
        Assert.Equal(["a", "b", "n", "o", "z"], Parameters.Names);
        Assert.Equal((5, 0), (Parameters.Count, ActionParameters.Empty.Count));
        Assert.Equal((true, true, false), (Parameters.Contains("a"), Parameters.Contains("z"), Parameters.Contains("A")));
    }

    [Fact]
    public void A_list_is_read_as_texts_and_a_single_value_as_one()
    {
        Assert.Equal(["x", "1", "null", """{"k":true}"""], Parameters.Texts("a"));
        Assert.Equal(["text"], Parameters.Texts("b"));
        Assert.Equal(["7"], Parameters.Texts("n"));
        Assert.Equal(["""{"x":2,"y":1}"""], Parameters.Texts("o"));
        Assert.Empty(Parameters.Texts("z"));
        Assert.Empty(Parameters.Texts("absent"));
    }

    [Fact]
    public void One_value_is_read_as_text()
    {
        Assert.Equal(("text", "7", """{"x":2,"y":1}""", null), (Parameters.Text("b"), Parameters.Text("n"), Parameters.Text("o"), Parameters.Text("z")));
        Assert.Equal(Parameters.Canonical, Parameters.ToString());
        Assert.Equal("{}", ActionParameters.Empty.Canonical);
    }

    [Fact]
    public void Parameters_equal_only_parameters_of_the_same_values()
    {
        object same = ActionParameters.From(Parameters.ToJson());

        Assert.True(Parameters.Equals(same));
        Assert.Equal(Parameters.GetHashCode(), same.GetHashCode());
        Assert.False(Parameters.Equals((object)Parameters.Canonical));
        Assert.False(Parameters.Equals(null));
        Assert.False(Parameters.Equals((object)ActionParameters.From(new JsonObject { ["b"] = "text" })));
    }
}
