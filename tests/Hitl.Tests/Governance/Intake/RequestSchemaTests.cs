using System.Text.Json;
using Hitl.Escalations.Ids;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Intake;

namespace Hitl.Tests.Governance.Intake;

public sealed class RequestSchemaTests
{
    private static readonly RequestDraft Good = new()
    {
        Action = "refund", CustomerId = "cus_1", Segment = "retail", Channel = "chat", AmountMinor = Json("4200"), Currency = "USD",
        Parameters = Json("""{"charge":"ch_1","sku":"SKU-1001"}"""), Rationale = "Broken on arrival.\nPhotos attached.", Evidence = ["photo-1.jpg"], AgentVersion = "3.2.0",
    };

    [Fact]
    public void A_good_draft_becomes_the_request_as_sent()
    {
        Assert.Empty(Check(Good));

        var request = RequestSchema.Accept(Good, new("req_1"), new("support-bot"), Demo.Catalog.Digest, Demo.Now.AddTicks(7));

        Assert.Equal(new(42_00, "USD"), request.Amount);
        Assert.Equal("""{"charge":"ch_1","sku":"SKU-1001"}""", request.Parameters.Canonical);
        Assert.Equal(Demo.Now, request.ReceivedAt);
        Assert.Equal("3.2.0", request.Agent.Version);
    }

    [Fact]
    public void AG10_an_unknown_action_names_the_nearest_three()
    {
        var problem = Assert.Single(Check(Good with { Action = "refnd" }));

        Assert.Equal(FieldProblems.ActionUnknown, problem.Code);
        Assert.Matches("Nearest: refund, [a-z-]+, [a-z-]+\\.$", problem.Message);
    }

    [Fact]
    public void AG10_a_disabled_action_is_known_and_refused()
    {
        var action = Demo.Catalog.Actions[new("refund")] with { Enabled = false };
        var catalog = Demo.Catalog with { Actions = new Dictionary<ActionName, ActionDefinition> { [action.Name] = action } };

        Assert.Equal(FieldProblems.ActionDisabled, Assert.Single(RequestSchema.Check(catalog, new("support-bot"), Good)).Code);
    }

    [Theory]
    [InlineData("42.5")]
    [InlineData("42.0")]
    [InlineData("1e3")]
    [InlineData("\"4200\"")]
    [InlineData("\"42,00\"")]
    [InlineData("\"NaN\"")]
    [InlineData("-1")]
    [InlineData("0")]
    [InlineData("1e30")]
    [InlineData("100000000000000000000000000000")]
    [InlineData("9007199254740992")]
    [InlineData("true")]
    [InlineData("{}")]
    public void AG11_an_amount_is_a_positive_integer_of_minor_units(string amount)
    {
        var problem = Assert.Single(Check(Good with { AmountMinor = Json(amount) }));

        Assert.Equal(FieldProblems.MoneyInvalid, problem.Code);
        Assert.Contains("12500 for EUR 125.00", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("usd")]
    [InlineData("XTS")]
    [InlineData("US")]
    [InlineData("")]
    [InlineData(null)]
    public void AG12_a_currency_is_an_ISO_code_in_upper_case(string? currency) =>
        Assert.Equal(FieldProblems.MoneyCurrency, Assert.Single(Check(Good with { Currency = currency })).Code);

    [Fact]
    public void An_amount_where_none_belongs_and_none_where_one_does_are_both_refused()
    {
        Assert.Equal(FieldProblems.FieldRequired, Assert.Single(Check(Good with { AmountMinor = null })).Code);
        var email = Good with { Action = "change-email", Parameters = Json("""{"email":"a@b.example"}""") };
        Assert.Equal(FieldProblems.FieldUnknown, Assert.Single(Check(email)).Code);
        Assert.Empty(Check(email with { AmountMinor = null, Currency = null }));
    }

    [Theory]
    [InlineData("cus\u202E_1", "U+202E at 3")]
    [InlineData("cus\u200B", "U+200B at 3")]
    [InlineData("a\U000E0041", "U+E0041 at 1")]
    [InlineData("a\u0000", "U+0000 at 1")]
    public void AG13_an_id_has_nothing_hidden(string id, string where)
    {
        var problem = Assert.Single(Check(Good with { CustomerId = id }));

        Assert.Equal((FieldProblems.TextForbidden, "customer.id"), (problem.Code, problem.Field));
        Assert.Contains(where, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AG13_nor_has_a_parameter()
    {
        var problem = Assert.Single(Check(Good with { Parameters = Json("""{"charge":"ch\u202e1"}""") }));

        Assert.Equal((FieldProblems.TextForbidden, "parameters.charge"), (problem.Code, problem.Field));
    }

    [Fact]
    public void AG14_a_reason_is_bounded_in_characters_and_so_in_graphemes()
    {
        Assert.Empty(Check(Good with { Rationale = new('x', 2_000) }));
        Assert.Equal(FieldProblems.TextTooLong, Assert.Single(Check(Good with { Rationale = new('x', 1_000_000) })).Code);
        Assert.Equal(FieldProblems.TextTooLong, Assert.Single(Check(Good with { Rationale = "e" + new string('\u0301', 10_000) })).Code);
        Assert.Equal(FieldProblems.TextForbidden, Assert.Single(Check(Good with { Rationale = "e" + new string('\u0301', 1_000) })).Code);
    }

    [Fact]
    public void AG21_an_agent_acts_only_for_people_it_is_bound_to()
    {
        Assert.Empty(Check(Good with { OnBehalfOf = "hana" }));
        Assert.Equal(FieldProblems.PrincipalNotBound, Assert.Single(Check(Good with { OnBehalfOf = "ada" })).Code);
        Assert.Equal(FieldProblems.PrincipalNotBound, Assert.Single(Check(Good with { OnBehalfOf = "" })).Code);
    }

    [Fact]
    public void An_actor_the_catalog_does_not_name_may_ask_nothing() =>
        Assert.Contains(RequestSchema.Check(Demo.Catalog, new("stranger"), Good), p => p.Code == FieldProblems.ActorUnknown);

    public static TheoryData<string, string, string> BadParameters => new()
    {
        { """{"charge":"c","approved":true}""", FieldProblems.FieldUnknown, "it has charge, sku" },
        { """{}""", FieldProblems.FieldRequired, "charge" },
        { """{"charge":null}""", FieldProblems.FieldInvalid, "leave it out" },
        { """{"charge":5}""", FieldProblems.FieldInvalid, "a text" },
        { """{"charge":"  "}""", FieldProblems.FieldInvalid, "not blank" },
        { """{"charge":" c"}""", FieldProblems.FieldInvalid, "blanks" },
        { """{"charge":"c","charge":"d"}""", FieldProblems.FieldInvalid, "twice" },
        { """{"charge":"\ud800"}""", FieldProblems.FieldInvalid, "a text" },
        { """{"charge":"aaaaaaaaaabbbbbbbbbbaaaaaaaaaabbbbbbbbbbaaaaaaaaaabbbbbbbbbbaaaaa"}""", FieldProblems.TextTooLong, "64" },
        { """[]""", FieldProblems.FieldInvalid, "JSON object" },
    };

    [Theory]
    [MemberData(nameof(BadParameters))]
    public void Parameters_are_closed_and_typed(string parameters, string code, string words)
    {
        var problems = Check(Good with { Parameters = Json(parameters) });

        Assert.Contains(problems, p => p.Code == code && p.Message.Contains(words, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("12", true)]
    [InlineData("0", false)]
    [InlineData("100001", false)]
    [InlineData("1.0", false)]
    [InlineData("1e2", false)]
    [InlineData("\"12\"", false)]
    public void An_integer_is_an_integer_within_its_range(string points, bool isGood)
    {
        var draft = Good with { Action = "refund-and-restore", Parameters = Json($$"""{"charge":"c","points":{{points}}}""") };

        Assert.Equal(isGood, Check(draft).Count == 0);
    }

    [Theory]
    [InlineData("new.address@example.com", true)]
    [InlineData("a@b", false)]
    [InlineData("a b@example.com", false)]
    [InlineData("@example.com", false)]
    [InlineData("a@@example.com", false)]
    [InlineData("a@exa_mple.com", false)]
    [InlineData("a@-x.com", false)]
    [InlineData("\\u0430@example.com", false)]
    [InlineData(".a@example.com", false)]
    public void An_email_address_is_plausible_ASCII(string address, bool isGood)
    {
        var draft = Good with { Action = "change-email", Parameters = Json($$"""{"email":"{{address}}"}"""), AmountMinor = null, Currency = null };

        Assert.Equal(isGood, Check(draft).Count == 0);
    }

    [Fact]
    public void Lists_flags_and_choices_are_typed_too()
    {
        var action = Demo.Catalog.Actions[new("refund")] with
        {
            HasAmount = false,
            Parameters = new Dictionary<string, ParameterDefinition>
            {
                ["skus"] = new("skus", "texts", true, 2, null, null, [], "SKUs"),
                ["gift"] = new("gift", "boolean", true, 200, null, null, [], "Gift"),
                ["why"] = new("why", "text", true, 200, null, null, ["late", "broken"], "Why"),
            },
        };
        var catalog = Demo.Catalog with { Actions = new Dictionary<ActionName, ActionDefinition> { [action.Name] = action } };
        int Problems(string json) => RequestSchema.Check(catalog, new("support-bot"), Good with { AmountMinor = null, Currency = null, Parameters = Json(json) }).Count;

        Assert.Equal(0, Problems("""{"skus":["A","B"],"gift":false,"why":"late"}"""));
        Assert.Equal(3, Problems("""{"skus":"A","gift":"no","why":"other"}"""));
        Assert.Equal(1, Problems("""{"skus":["A","B","C"],"gift":true,"why":"late"}"""));
        Assert.Equal(1, Problems("""{"skus":["A",1],"gift":true,"why":"late"}"""));
    }

    [Fact]
    public void Offending_text_in_a_message_is_cut_and_visible()
    {
        var problem = Assert.Single(Check(Good with { Action = "\u202E" + new string('x', 500) }));

        Assert.Contains("⟨U+202E⟩", problem.Message, StringComparison.Ordinal);
        Assert.True(problem.Message.Length < 250);
    }

    private static IReadOnlyList<FieldProblem> Check(RequestDraft draft) => RequestSchema.Check(Demo.Catalog, new("support-bot"), draft);

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement.Clone();
}
