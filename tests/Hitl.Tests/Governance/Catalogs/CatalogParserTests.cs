using Hitl.Escalations.Ids;
using Hitl.Governance.Catalogs;

namespace Hitl.Tests.Governance.Catalogs;

public sealed class CatalogParserTests
{
    [Fact]
    public void All_errors_come_at_once_in_the_order_of_their_lines_and_no_catalog_with_them()
    {
        var text = SmallCatalog.With("owner: dana }\ntargets", "owner: dna }\ntargets")
            .Replace("wait: 15m", "wait: soon", StringComparison.Ordinal)
            .Replace("kind: ai-agent", "knd: ai-agent", StringComparison.Ordinal)
            .Replace("to: 50.00 USD", "to: 50 USD", StringComparison.Ordinal);

        var result = CatalogParser.Parse(text, "small.yaml");

        Assert.Null(result.Catalog);
        Assert.Equal(["catalog.missing_key", "catalog.unknown_key", "catalog.unknown_name", "money.format", "duration.format"], result.Errors.Select(e => e.Code));
        Assert.Equal(result.Errors.OrderBy(e => e.Line).Select(e => e.Line), result.Errors.Select(e => e.Line));
        Assert.Equal("dana", result.Errors.Single(e => e.Code == "catalog.unknown_name").Expected);
    }

    public static TheoryData<string, string, string> Mistakes => new()
    {
        { "role: approver, wait", "role: aprover, wait", "catalog.unknown_name" },
        { "target: pay,", "target: pya,", "catalog.unknown_name" },
        { "path: people }", "path: peopel }", "catalog.unknown_name" },
        { "path: people }", "segments: [vip], path: people }", "catalog.unknown_name" },
        { "path: people }", "channels: [fax], path: people }", "catalog.unknown_name" },
        { "path: people }", "where: { sku: [A] }, path: people }", "catalog.unknown_name" },
        { "actors: [bot]", "actors: [bat]", "catalog.unknown_name" },
        { "same-as: [benny]", "same-as: [bennie]", "catalog.unknown_name" },
        { "person: ben,", "person: bne,", "catalog.unknown_name" },
        { "members: [ada, ben] }", "members: [ada], coverage: { ben: [ada] } }", "catalog.unknown_name" },
        { "owner: ops }", "owner: nobody }", "catalog.unknown_name" },
        { "connector: stripe-refunds", "connector: stripe", "catalog.unknown_value" },
        { "gap: refuse", "gap: allow", "catalog.unknown_name" },
        { "members: [ada, ben]", "members: [ben, benny]", "catalog.same_person" },
        { "name: Dana }", "name: Dana, slack: U0ADA }", "catalog.duplicate" },
        { "until: 2026-02-01", "until: 2026-01-01", "catalog.range" },
        { "until: 2026-02-01", "until: tomorrow", "catalog.wrong_type" },
        { "risk: medium", "risk: red-line", "catalog.red_line_automated" },
        { "reversibility: reversible", "reversibility: irreversible", "catalog.irreversible_automated" },
        { "reversibility: reversible", "reversibility: reversible-until", "catalog.reversible_for" },
        { "reversibility: reversible", "reversibility: reversible\n    reversible-for: 2d", "catalog.reversible_for" },
        { "amount: required", "amount: none", "catalog.wrong_bound" },
        { "to: 50.00 USD", "to: 50.00 usd", "money.currency" },
        { "to: 50.00 USD", "to: 5000", "money.format" },
        { "to: 50.00 USD", "to: 50.00 JPY", "money.format" },
        { "to: 50.00 USD", "to: -50.00 USD", "money.format" },
        { "from: 50.01 USD", "from: 500.01 USD", "catalog.range" },
        { "from: 50.01 USD", "from: 50.01 EUR", "catalog.range" },
        { "[{ to: 50.00 USD }]", "[{ to: 50.00 USD }, { to: 60.00 USD }]", "catalog.duplicate" },
        { "effect: allow,", "effect: allow, path: people,", "catalog.unknown_key" },
        { ", path: people }", " }", "catalog.missing_key" },
        { "effect: allow,", "effect: deny, except: { charge: [x] },", "catalog.except_on_deny" },
        { "id: large", "id: small", "catalog.duplicate" },
        { "charge: { type", "amount: { type", "catalog.reserved_name" },
        { "type: text, label", "type: text, min: 1, label", "catalog.wrong_bound" },
        { "type: text, label", "type: integer, min: 9, max: 1, label", "catalog.range" },
        { "type: text, label", "type: text, required: no, label", "catalog.wrong_type" },
        { "reminders: [5m]", "reminders: [15m]", "catalog.range" },
        { "reminders: [5m]", "reminders: [6m, 5m]", "catalog.range" },
        { "reminders: [5m]", "reminders: [5m, 5m]", "catalog.range" },
        { "wait: 15m, reminders: [5m]", "wait: 1m", "" },
        { "wait: 15m, reminders: [5m]", "wait: 90d", "" },
        { "reminders: [5m]", "coverage-after: 15m", "catalog.range" },
        { "role: approver, wait", "role: ops, wait", "catalog.quorum_impossible" },
        { "role: approver, wait", "role: approver, quorum: 02, wait", "catalog.wrong_type" },
        { "role: approver, wait", "role: approver, quorum: 21, wait", "catalog.range" },
        { "    steps:", "    steps: []\n    stps:", "catalog.range" },
        { "label: Payment }", "label: Payment, editable: true }", "catalog.not_narrowable" },
        { "label: Payment }", "label: Payment }\n      points: { type: integer, label: Points, editable: true }", "" },
        { "gap: refuse", "gap: refuse\n    deny-reasons: { again: Refunded before }", "" },
        { "gap: refuse", "gap: refuse\n    deny-reasons: [again]", "catalog.wrong_type" },
        { "name: pay-back", "name: Pay Back", "catalog.wrong_type" },
        { "label: Payment }", "label: Payment, required: false }", "" },
        { "\"{charge}\"", "\"id {charge}\"", "" },
        { "title: Refund", "title: \"Re\\u202Efund\"", "text.forbidden_character" },
        { "catalog: small", "catalog: small # \u202E", "text.forbidden_character" },
        { "catalog: small", "--- \ncatalog: small\n---\nx: y", "yaml.one_document" },
        { "catalog: small", "%YAML 1.2\n---\ncatalog: small", "yaml.directive_not_allowed" },
        { "catalog: small", "? [a]\n: b\ncatalog: small", "yaml.key_not_text" },
        { "catalog: small", "<<: {}\ncatalog: small", "catalog.unknown_key" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Each_mistake_has_its_code(string place, string instead, string code)
    {
        var result = CatalogParser.Parse(SmallCatalog.With(place, instead), "small.yaml");

        Assert.Equal(code.Length == 0, result.IsValid);
        if (code.Length > 0) Assert.True(result.Errors.Any(e => e.Code == code), string.Join("\n", result.Errors));
    }

    [Fact]
    public void One_human_under_two_ids_does_not_make_a_quorum_of_two()
    {
        var text = SmallCatalog.With("members: [ada, ben]", "members: [ben], fallback: [benny]").Replace("role: approver, wait", "role: approver, quorum: 2, wait", StringComparison.Ordinal);

        var error = Assert.Single(CatalogParser.Parse(text, "small.yaml").Errors);

        Assert.Equal("catalog.quorum_impossible", error.Code);
        Assert.Contains("only 1 different people", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("low", "", 1)]
    [InlineData("medium", "", 1)]
    [InlineData("high", "", 2)]
    [InlineData("high", "quorum: 1, ", 2)]
    [InlineData("high", "quorum: 2, ", 2)]
    public void High_risk_takes_two_people_whatever_the_catalog_says(string risk, string quorum, int asked)
    {
        var text = SmallCatalog.With("risk: medium", $"risk: {risk}").Replace("role: approver, wait", $"role: approver, {quorum}wait", StringComparison.Ordinal);

        var catalog = CatalogParser.Parse(text, "small.yaml").Catalog!;

        Assert.Equal(asked, Assert.Single(catalog.Actions[new("refund")].Paths["people"].Stages).Quorum);
    }

    [Fact]
    public void High_risk_that_only_one_person_could_ever_decide_is_refused()
    {
        var text = SmallCatalog.With("risk: medium", "risk: high").Replace("members: [ada, ben]", "members: [ada]", StringComparison.Ordinal);

        Assert.Equal("catalog.quorum_impossible", Assert.Single(CatalogParser.Parse(text, "small.yaml").Errors).Code);
    }

    [Fact]
    public void What_cannot_be_undone_comes_last()
    {
        var steps = "      - { name: mail, target: pay, operation: mail }\n";
        var irreversible = SmallCatalog.With("reversibility: reversible", "reversibility: irreversible").Replace("effect: allow,", "effect: ask, path: people,", StringComparison.Ordinal);

        var last = CatalogParser.Parse(irreversible + steps, "small.yaml");
        var first = CatalogParser.Parse(irreversible.Replace("    steps:\n", "    steps:\n" + steps, StringComparison.Ordinal), "small.yaml");

        Assert.True(last.IsValid, string.Join("\n", last.Errors));
        Assert.Equal("catalog.compensation_missing", Assert.Single(first.Errors).Code);
    }

    [Fact]
    public void A_parameter_that_may_be_absent_is_an_argument_of_its_own_or_none()
    {
        var optional = SmallCatalog.With("label: Payment }", "label: Payment, required: false }");

        Assert.True(CatalogParser.Parse(optional, "small.yaml").IsValid);
        Assert.Equal("template.optional_field", Assert.Single(CatalogParser.Parse(optional.Replace("\"{charge}\"", "\"id {charge}\"", StringComparison.Ordinal), "small.yaml").Errors).Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing")]
    [InlineData("just text")]
    [InlineData("[]")]
    [InlineData("\0")]
    [InlineData("a: 'b")]
    [InlineData("{{{{")]
    [InlineData("- - - -")]
    [InlineData("&")]
    [InlineData("!")]
    [InlineData("%")]
    [InlineData("\uFEFFcatalog: x")]
    public void Nonsense_is_a_result_with_errors_and_never_an_exception(string text)
    {
        var result = CatalogParser.Parse(text, "nonsense.yaml");

        Assert.Null(result.Catalog);
        Assert.NotEmpty(result.Errors);
    }

    [Fact]
    public void No_damage_to_a_good_catalog_makes_the_parser_throw_or_return_half_a_catalog()
    {
        var random = new Random(77);
        var symbols = "{}[]:,-#&*!|>'\"%@`\t\n 0a~?\u202E";
        for (var i = 0; i < Effort.Of(3_000); i++)
        {
            var text = SmallCatalog.Text;
            for (var n = random.Next(1, 4); n > 0; n--)
            {
                var at = random.Next(text.Length);
                text = random.Next(3) switch
                {
                    0 => text.Remove(at, Math.Min(random.Next(1, 20), text.Length - at)),
                    1 => text.Insert(at, symbols[random.Next(symbols.Length)].ToString()),
                    _ => text[..at] + symbols[random.Next(symbols.Length)] + text[(at + 1)..],
                };
            }

            var result = CatalogParser.Parse(text, "damaged.yaml");

            Assert.Equal(result.Catalog is null, result.Errors.Count > 0);
        }
    }

    [Fact]
    public void A_sandbox_admits_short_waits_and_loopback_and_production_does_not()
    {
        var sandbox = SmallCatalog.With("environment: production", "environment: sandbox")
            .Replace("wait: 15m, reminders: [5m]", "wait: 6s, reminders: [2s]", StringComparison.Ordinal)
            .Replace("host: pay.example.com", "host: \"127.0.0.1:8090\"", StringComparison.Ordinal);

        var catalog = Demo.Parse(sandbox);

        Assert.True(catalog.IsSandbox);
        Assert.Equal(TimeSpan.FromSeconds(6), catalog.Actions[new("refund")].Paths["people"].Stages[0].Wait);
        Assert.False(CatalogParser.Parse(sandbox.Replace("sandbox", "production", StringComparison.Ordinal), "p.yaml").IsValid);
    }

    [Fact]
    public void Defaults_are_as_documented()
    {
        var catalog = Demo.Parse(SmallCatalog.Text);

        var action = catalog.Actions[new("refund")];
        Assert.True(action.Enabled && action.Parameters["charge"].Required && action.Parameters["charge"].Shown);
        Assert.Equal(200, action.Parameters["charge"].MaxLength);
        Assert.Equal((TimeSpan.FromSeconds(10), 5), (action.Steps[0].Timeout, action.Steps[0].Retries));
        Assert.Equal(TimeSpan.FromHours(24), action.ApprovalGoodFor);
        Assert.Equal(TimeSpan.FromMinutes(15), catalog.Targets["pay"].SettleWindow);
        Assert.Equal(1, action.Paths["people"].Stages[0].Quorum);
        Assert.Null(action.GapPath);
    }

    [Fact]
    public void A_human_who_is_away_is_away_under_every_id() =>
        Assert.Equal([new("ben"), new PersonId("benny")], Demo.Parse(SmallCatalog.Text).Absences.Select(a => a.Person));

    [Fact]
    public void Exclusions_reach_every_allow_and_ask_rule_and_no_deny_rule()
    {
        var rules = Demo.Catalog.Actions[new("refund")].Rules;

        Assert.All(rules, r => Assert.Equal(r.Effect != "deny", r.Except.ContainsKey("sku")));
    }
}
