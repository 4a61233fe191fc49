using System.Text;
using System.Text.Json;
using Hitl.Governance.Intake;

namespace Hitl.Tests.Governance.Golden;

/// <summary>Requests that are wrong in one way each, and what the agent is told; and what people may make less of.</summary>
public sealed class IntakeTests
{
    private const string Parameters = """{"items":["BOX-1","BOX-1","BOX-2"],"gift":true,"boxes":3,"size":"small"}""";

    private static readonly RequestDraft Good = new()
    {
        Action = "repack", CustomerId = "cus_1", Segment = "retail", Channel = "portal", AmountMinor = Json("2000"), Currency = "USD", Parameters = Json(Parameters), Rationale = "Broken.\nSee photo.", Evidence = ["photo:1"], Consents = ["customer-asked"],
        AgentVersion = "1.0", Model = "m-1", PromptVersion = "p-1",
    };

    [Fact]
    public void Whatever_is_wrong_with_a_request_the_agent_is_told_where_and_what_would_be_right()
    {
        (string Name, RequestDraft Draft)[] drafts =
        [
            ("nothing", Good), ("no action", Good with { Action = null }), ("an action misspelt", Good with { Action = "repak" }), ("a built-in action", Good with { Action = "catalog.activate" }), ("an action switched off", Good with { Action = "retired" }), ("a very long action", Good with { Action = new string('x', 80) }),
            ("no customer", Good with { CustomerId = null }), ("a blank customer", Good with { CustomerId = "  " }), ("a long customer", Good with { CustomerId = new string('c', 129) }), ("a customer at the limit", Good with { CustomerId = new string('c', 128) }), ("a customer with a blank after it", Good with { CustomerId = "cus_1 " }), ("a hidden character", Good with { CustomerId = "cus\u200b1" }),
            ("no segment", Good with { Segment = "" }), ("no channel", Good with { Channel = null }), ("a blank version", Good with { AgentVersion = " " }), ("a long model", Good with { Model = new string('m', 129) }), ("a hidden prompt", Good with { PromptVersion = "p\u202e" }), ("no agent", Good with { AgentVersion = null, Model = null, PromptVersion = null }),
            ("a long rationale", Good with { Rationale = new string('r', 2001) }), ("a rationale at the limit", Good with { Rationale = new string('r', 2000) }), ("no rationale", Good with { Rationale = null }), ("too much evidence", Good with { Evidence = [.. Enumerable.Repeat("photo:1", 21)] }), ("as much evidence as is taken", Good with { Evidence = [.. Enumerable.Repeat("photo:1", 20)] }),
            ("long evidence", Good with { Evidence = ["photo:1", new string('e', 501)] }), ("evidence at the limit", Good with { Evidence = [new string('e', 500)] }), ("an unknown consent", Good with { Consents = ["asked"] }), ("for somebody else", Good with { OnBehalfOf = "hana" }), ("no amount", Good with { AmountMinor = null }), ("a null amount", Good with { AmountMinor = Json("null") }),
            ("an amount in words", Good with { AmountMinor = Json("\"20\"") }), ("a fraction", Good with { AmountMinor = Json("20.5") }), ("nothing asked", Good with { AmountMinor = Json("0") }), ("less than nothing", Good with { AmountMinor = Json("-1") }), ("the least", Good with { AmountMinor = Json("1") }), ("the most", Good with { AmountMinor = Json("9007199254740991") }),
            ("more than the most", Good with { AmountMinor = Json("9007199254740992") }), ("no currency", Good with { Currency = null }), ("a lower-case currency", Good with { Currency = "usd" }), ("an amount where none is taken", Good with { Action = "change-plan", Parameters = Json("""{"plan":"plus"}""") }), ("a currency where no amount is taken", Good with { Action = "change-plan", Parameters = Json("""{"plan":"plus"}"""), AmountMinor = null }),
            ("a list for parameters", Good with { Parameters = Json("[]") }), ("no parameters", Good with { Parameters = null }), ("null parameters", Good with { Parameters = Json("null") }), ("an unknown parameter", With("boxs", "1")), ("a parameter twice", Good with { Parameters = Json("""{"boxes":3,"boxes":4,"items":["a"],"size":"small"}""") }), ("a null parameter", With("boxes", "null")),
            ("too many boxes", With("boxes", "10")), ("the most boxes", With("boxes", "9")), ("the least boxes", With("boxes", "1")), ("too few boxes", With("boxes", "0")), ("boxes as text", With("boxes", "\"3\"")), ("half a box", With("boxes", "1.0")), ("a gift in words", With("gift", "\"yes\"")), ("no gift", With("gift", "false")),
            ("one item, not a list", With("items", "\"BOX-1\"")), ("six items", With("items", """["a","b","c","d","e","f"]""")), ("five items", With("items", """["a","b","c","d","e"]""")), ("a number among items", With("items", """["a",1]""")), ("a long item", With("items", $"[\"{new string('i', 129)}\"]")), ("an unknown size", With("size", "\"huge\"")), ("a long size", With("size", "\"extra-large!\"")),
            ("half a character", With("size", "\"\\ud800\"")), ("a blank note", With("note", "\" \"")), ("a note with blanks around", With("note", "\" a\"")), ("a note of two lines", With("note", "\"a\\nb\"")), ("a good note", With("note", "\"a b\"")), ("a note at the limit", With("note", $"\"{new string('n', 200)}\"")), ("a long note", With("note", $"\"{new string('n', 201)}\"")),
            .. new[] { "a@example.com", "a.b+c@ex-ample.co.uk", "a", "@example.com", "a@", "a@b", ".a@example.com", "a.@example.com", "a@-example.com", "a@example-.com", "a@example..com", "a@exämple.com", "a b@example.com", new string('l', 64) + "@example.com", new string('l', 65) + "@example.com", "a@" + new string('d', 63) + ".com", "a@" + new string('d', 64) + ".com", "a@b@example.com",
                "a@" + string.Join('.', Enumerable.Repeat(new string('d', 61), 4)) + ".com", "a@" + string.Join('.', Enumerable.Repeat(new string('d', 61), 4)) + ".comm", "a@" + string.Join('.', Enumerable.Repeat(new string('d', 61), 4)) + ".commm" }.Select(mail => (mail.Length > 60 ? $"{mail[..30]}… ({mail.Length})" : mail, With("mail", $"\"{mail}\""))),
        ];
        var text = new StringBuilder();

        foreach (var (name, draft) in drafts)
        {
            text.Append($"== {name}\n");
            foreach (var problem in RequestSchema.Check(Golden.Company, new("warehouse-sync"), draft)) text.Append($"{problem.Code} {problem.Field}: {problem.Message}\n");
        }

        foreach (var problem in RequestSchema.Check(Golden.Company, new("stranger"), Good)) text.Append($"== a stranger\n{problem.Code} {problem.Field}: {problem.Message}\n");
        foreach (var problem in RequestSchema.Check(Golden.Company with { Consents = [] }, new("warehouse-sync"), Good)) text.Append($"== no consents are known\n{problem.Code} {problem.Field}: {problem.Message}\n");
        Golden.Holds("intake", text.ToString());
    }

    [Fact]
    public void A_request_is_kept_as_it_was_sent() => Golden.Holds("accepted", Dump.Of(RequestSchema.Accept(Good with { OnBehalfOf = "hana", Consents = ["identity-verified", "customer-asked", "customer-asked"] }, new("req_1"), new("warehouse-sync"), "digest", Demo.Now.AddTicks(19)))
        + Dump.Of(RequestSchema.Accept(Good with { AmountMinor = null, Parameters = null, Rationale = null }, new("req_2"), new("warehouse-sync"), "digest", Demo.Now)));

    [Fact]
    public void People_may_only_make_less_of_it()
    {
        var action = Golden.Company.Actions[new("repack")];
        var request = RequestSchema.Accept(Good, new("req_1"), new("warehouse-sync"), "digest", Demo.Now);
        (string? Amount, Dictionary<string, string> Typed)[] edits =
        [
            (null, []), ("20.00 USD", []), ("19.99 USD", []), (" 1.00 USD ", []), ("20.01 USD", []), ("0.00 USD", []), ("5.00 EUR", []), ("5 USD", []), ("cheap", []), ("", []), (null, new() { ["boxes"] = "2" }), (null, new() { ["boxes"] = " 1 " }), (null, new() { ["boxes"] = "0" }), (null, new() { ["boxes"] = "4" }), (null, new() { ["boxes"] = "3" }),
            (null, new() { ["boxes"] = "two" }), (null, new() { ["gift"] = "false" }), (null, new() { ["gift"] = " false\n" }), (null, new() { ["gift"] = "true" }), (null, new() { ["gift"] = "no" }), (null, new() { ["items"] = "BOX-1\r\nBOX-2" }), (null, new() { ["items"] = "BOX-2" }), (null, new() { ["items"] = "BOX-1\nBOX-1\nBOX-1" }), (null, new() { ["items"] = "" }),
            (null, new() { ["items"] = "BOX-3" }), (null, new() { ["items"] = " BOX-1 \n\nBOX-1\nBOX-2" }), (null, new() { ["size"] = "large" }), ("10.00 USD", new() { ["boxes"] = "1", ["gift"] = "false", ["items"] = "BOX-2\nBOX-1" }),
        ];
        var text = new StringBuilder();

        foreach (var definition in action.Parameters.Values) text.Append($"{definition.Name}: {Narrowing.Hint(definition)} Now {Narrowing.Typed(definition, request).ReplaceLineEndings("|")}, editable {Narrowing.Editable(action, request).Contains(definition)}\n");
        foreach (var (amount, typed) in edits)
        {
            var (narrowed, field, problem) = Narrowing.Apply(action, request, amount, typed);
            text.Append($"== {amount} {string.Join(", ", typed.Select(pair => $"{pair.Key} {pair.Value.ReplaceLineEndings("|")}"))}\n{narrowed?.Amount} {narrowed?.Parameters} revision {narrowed?.Revision} {field} {problem}\n");
        }

        foreach (var edit in new[] { Narrowing.Apply(action, request with { Amount = null }, "1.00 USD", new Dictionary<string, string>()), Narrowing.Apply(action, request with { Amount = null }, null, new Dictionary<string, string> { ["boxes"] = "-1" }) }) text.Append($"== without an amount\n{edit.Problem}\n");
        Golden.Holds("narrowing", text.ToString());
    }

    private static RequestDraft With(string name, string json)
    {
        var values = System.Text.Json.Nodes.JsonNode.Parse(Parameters)!.AsObject();
        values.Remove(name);
        var text = values.ToJsonString();
        return Good with { Parameters = Json($"{text[..^1]},\"{name}\":{json}}}") };
    }

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
