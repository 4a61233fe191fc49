using System.Text.Json;
using Hitl.Escalations.Ids;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Intake;

namespace Hitl.Tests.Governance.Intake;

/// <summary>Members that are there without a value, actions that take nothing, and what an agent is told of them.</summary>
public sealed class RequestEdgeTests
{
    private static readonly ActorId Bot = new("support-bot");
    private static readonly ActionDefinition Bare = Demo.Catalog.Actions[new("change-email")] with { Parameters = new Dictionary<string, ParameterDefinition>(), GapPath = null };
    private static readonly RequestDraft Draft = new() { Action = "change-email", CustomerId = "cus_1", Segment = "retail", Channel = "chat" };

    [Fact]
    public void A_member_without_a_value_is_absent()
    {
        Assert.Empty(Check(Bare, Draft with { Parameters = default(JsonElement), AmountMinor = default(JsonElement) }));
        Assert.Empty(Check(Bare, Draft with { Parameters = Json("null"), AmountMinor = Json("null") }));
        Assert.Equal("'parameters' must be a JSON object.", Assert.Single(Check(Bare, Draft with { Parameters = Json("\"none\"") })).Message);
    }

    [Fact]
    public void An_action_that_takes_no_parameters_says_so() =>
        Assert.Equal("'change-email' has no parameter 'plan'; it has none.", Assert.Single(Check(Bare, Draft with { Parameters = Json("""{"plan":"plus"}""") })).Message);

    [Theory]
    [InlineData(null, null, "9007199254740991", null)]
    [InlineData(null, null, "-9007199254740991", null)]
    [InlineData(null, null, "9007199254740992", "an integer from -9007199254740991 to 9007199254740991")]
    [InlineData(null, null, "-9007199254740992", "an integer from -9007199254740991 to 9007199254740991")]
    [InlineData(long.MinValue, long.MaxValue, "-9007199254740992", "an integer from -9007199254740991 to 9007199254740991")]
    [InlineData(-3L, 4L, "-3", null)]
    [InlineData(-3L, 4L, "-4", "an integer from -3 to 4")]
    [InlineData(-3L, 4L, "5", "an integer from -3 to 4")]
    public void A_number_is_one_that_every_reader_reads_alike(long? least, long? most, string sent, string? expected)
    {
        var action = Bare with { Parameters = new Dictionary<string, ParameterDefinition> { ["n"] = new("n", "integer", true, 200, least, most, [], "Number") } };

        Assert.Equal(expected is null ? [] : [$"'n' must be {expected}."], Check(action, Draft with { Parameters = Json($$"""{"n":{{sent}}}""") }).Select(problem => problem.Message));
    }

    [Fact]
    public void An_agent_may_ask_for_what_is_on_its_own_and_not_always_denied()
    {
        var rule = new Rule { Id = "r", Effect = "ask", Actors = [Bot] };

        Assert.True(IsAskable(Bare with { Rules = [rule] }));
        Assert.True(IsAskable(Bare with { Rules = [rule with { Actors = [] }] }));
        Assert.True(IsAskable(Bare with { Rules = [], GapPath = "accounts" }));
        Assert.False(IsAskable(Bare with { Rules = [rule with { Effect = "deny" }] }));
        Assert.False(IsAskable(Bare with { Rules = [rule with { Actors = [new("billing-bot")] }] }));
        Assert.False(IsAskable(Bare with { Rules = [rule], Enabled = false }));
        Assert.False(IsAskable(Bare with { Rules = [rule], IsBuiltIn = true }));
        Assert.False(IsAskable(Bare with { Rules = [] }));

        static bool IsAskable(ActionDefinition action) => ActionJsonSchema.AskableBy(Of(action), Bot).Any();
    }

    [Fact]
    public void The_form_of_a_request_has_exactly_what_the_action_takes()
    {
        Assert.Equal("customer channel rationale evidence onBehalfOf agent / customer channel", Form(Bare, Bot));
        Assert.Equal("customer channel rationale evidence agent / customer channel", Form(Bare, new("billing-bot")));
        Assert.Equal("customer channel rationale evidence agent / customer channel", Form(Bare, new("stranger")));
        Assert.Equal("customer channel amount currency rationale evidence consents onBehalfOf agent / customer channel amount currency", Form(Bare with { HasAmount = true }, Bot, "customer-asked"));
        Assert.Equal("customer channel parameters rationale evidence onBehalfOf agent / customer channel", Form(Bare with { Parameters = Parameters(required: false) }, Bot));
        Assert.Equal("customer channel parameters rationale evidence onBehalfOf agent / customer channel parameters", Form(Bare with { Parameters = Parameters(required: true) }, Bot));

        static string Form(ActionDefinition action, ActorId actor, params string[] consents)
        {
            var form = ActionJsonSchema.Of(Of(action) with { Consents = consents }, actor, action);
            return $"{string.Join(' ', form["properties"]!.AsObject().Select(pair => pair.Key))} / {string.Join(' ', form["required"]!.AsArray())}";
        }
    }

    [Theory]
    [InlineData("integer", null, null, "", """{"type":"integer","description":"Value"}""")]
    [InlineData("integer", 1L, null, "", """{"type":"integer","description":"Value","minimum":1}""")]
    [InlineData("integer", null, 9L, "", """{"type":"integer","description":"Value","maximum":9}""")]
    [InlineData("boolean", null, null, "", """{"type":"boolean","description":"Value"}""")]
    [InlineData("texts", null, null, "", """{"type":"array","maxItems":7,"description":"Value","items":{"type":"string","maxLength":128}}""")]
    [InlineData("texts", null, null, "a b", """{"type":"array","maxItems":7,"description":"Value","items":{"type":"string","maxLength":128,"enum":["a","b"]}}""")]
    [InlineData("text", null, null, "", """{"type":"string","maxLength":7,"description":"Value"}""")]
    [InlineData("text", null, null, "a b", """{"type":"string","maxLength":7,"description":"Value","enum":["a","b"]}""")]
    [InlineData("email", null, null, "", """{"type":"string","maxLength":7,"description":"Value","format":"email"}""")]
    public void A_parameter_has_the_form_of_its_kind(string kind, long? least, long? most, string oneOf, string expected)
    {
        var action = Bare with { Parameters = new Dictionary<string, ParameterDefinition> { ["value"] = new("value", kind, true, 7, least, most, oneOf.Split(' ', StringSplitOptions.RemoveEmptyEntries), "Value") } };

        Assert.Equal(expected, ActionJsonSchema.Of(Of(action), Bot, action)["properties"]!["parameters"]!["properties"]!["value"]!.ToJsonString());
    }

    [Theory]
    [InlineData("Ada@Example.COM", "Ada@example.com")]
    [InlineData("a@B@C.Example", "a@B@c.example")]
    [InlineData("No Address", "No Address")]
    public void The_domain_of_an_address_is_sent_in_lower_case(string address, string expected) => Assert.Equal(expected, EmailText.Normalise(address));

    private static IReadOnlyList<FieldProblem> Check(ActionDefinition action, RequestDraft draft) => RequestSchema.Check(Of(action), Bot, draft);

    private static Catalog Of(ActionDefinition action) => Demo.Catalog with { Actions = new Dictionary<ActionName, ActionDefinition> { [action.Name] = action } };

    private static Dictionary<string, ParameterDefinition> Parameters(bool required) => new() { ["value"] = new("value", "text", required, 200, null, null, [], "Value") };

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement.Clone();
}
