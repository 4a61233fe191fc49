using Hitl.Escalations.Requests;
using Hitl.Governance.Evaluation;

namespace Hitl.Tests.Governance.Evaluation;

public sealed class ArgumentTemplateTests
{
    [Theory]
    [InlineData("plain", "")]
    [InlineData("{a}", "a")]
    [InlineData("x{a}-{b}", "a b")]
    [InlineData("{}", "")]
    public void Fields_are_named_in_order(string template, string fields) => Assert.Equal(fields, string.Join(' ', ArgumentTemplate.Fields(template)!));

    [Theory]
    [InlineData("{a")]
    [InlineData("a}")]
    [InlineData("{{a}}")]
    [InlineData("{a{b}}")]
    public void Braces_that_do_not_pair_are_no_template(string template) => Assert.Null(ArgumentTemplate.Fields(template));

    [Fact]
    public void Fields_of_every_action_are_known_by_name() => Assert.Equal(["amount", "currency", "customer", "request"], ArgumentTemplate.BuiltIn);

    [Theory]
    [InlineData("{a}", true)]
    [InlineData("{}", false)]
    [InlineData("a}", false)]
    [InlineData("{a} ", false)]
    [InlineData("{a}{b}", false)]
    public void One_field_and_nothing_else_keeps_its_type(string template, bool isOne) => Assert.Equal(isOne, ArgumentTemplate.IsOneField(template));

    [Fact]
    public void A_single_field_keeps_its_type_and_a_text_takes_it_in()
    {
        var parameters = ActionParameters.Parse("""{"points":12,"skus":["A"],"flag":true}""");
        var templates = new Dictionary<string, string> { ["n"] = "{points}", ["t"] = "{points} for {customer}", ["l"] = "{skus}", ["b"] = "{flag}", ["a"] = "{amount}", ["none"] = "{absent}" };

        var arguments = ArgumentTemplate.Fill(templates, Demo.Refund(42_00), parameters);

        Assert.Equal("""{"a":4200,"b":true,"l":["A"],"n":12,"t":"12 for cus_1"}""", arguments.Canonical);
    }

    [Fact]
    public void A_value_with_braces_is_a_value_and_not_a_template()
    {
        var parameters = ActionParameters.Parse("""{"note":"{customer}"}""");

        var arguments = ArgumentTemplate.Fill(new Dictionary<string, string> { ["x"] = "says {note}", ["y"] = "{note}" }, Demo.Refund(1), parameters);

        Assert.Equal("""{"x":"says {customer}","y":"{customer}"}""", arguments.Canonical);
    }
}
