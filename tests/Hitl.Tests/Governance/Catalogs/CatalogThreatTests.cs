using Hitl.Governance.Catalogs;

namespace Hitl.Tests.Governance.Catalogs;

/// <summary>The catalog rows of the threat table; YA16 and YA18 need a store.</summary>
public sealed class CatalogThreatTests
{
    public static TheoryData<string, string, string, string> Rows => new()
    {
        { "YA01 tab", "    title: Refund", "\ttitle: Refund", "yaml.syntax" },
        { "YA01 indent", "    risk: medium", "   risk: medium", "yaml.syntax" },
        { "YA02", "    risk: medium", "    risk: medium\n    risk: low", "yaml.duplicate_key" },
        { "YA03 alias", "[retail, business]", "&s [retail, business]\nx: *s", "yaml.alias_not_allowed" },
        { "YA03 anchor", "[chat]", "&c [chat]", "yaml.alias_not_allowed" },
        { "YA03 budget", "[chat]", "[" + string.Join(',', Enumerable.Repeat("chat", 10_001)) + "]", "catalog.too_large" },
        { "YA04", "[chat]", new string('[', 5_000), "yaml.too_deep" },
        { "YA05 type", "title: Refund", "title: !!python/object Refund", "yaml.tag_not_allowed" },
        { "YA05 include", "title: Refund", "title: !include other.yaml", "yaml.tag_not_allowed" },
        { "YA06 no", "title: Refund", "title: no", "catalog.wrong_type" },
        { "YA06 1e3", "title: Refund", "title: 1e3", "catalog.wrong_type" },
        { "YA06 012", "title: Refund", "title: 012", "catalog.wrong_type" },
        { "YA06 date", "title: Refund", "title: 2026-01-01", "catalog.wrong_type" },
        { "YA07", "rules:", "ruels:", "catalog.unknown_key" },
        { "YA08 empty", "members: [ada, ben]", "members: []", "catalog.no_approver" },
        { "YA08 cycle", "reminders: [5m] }", "reminders: [5m] }\n          - { name: first, role: approver, wait: 15m }", "catalog.stage_cycle" },
        { "YA08 quorum", "role: approver, wait", "role: approver, quorum: 3, wait", "catalog.quorum_impossible" },
        { "YA08 one human twice", "{ members: [ada, ben] }", "{ members: [ben], fallback: [benny] }", "" },
        { "YA08 four eyes of one human", "role: approver, wait", "role: ops, quorum: 2, wait", "catalog.quorum_impossible" },
        { "YA09 zero", "wait: 15m", "wait: 0m", "duration.format" },
        { "YA09 negative", "wait: 15m", "wait: -1h", "duration.format" },
        { "YA09 years", "wait: 15m", "wait: 10y", "duration.format" },
        { "YA09 unit", "wait: 15m", "wait: 5", "duration.format" },
        { "YA09 short", "wait: 15m", "wait: 59s", "duration.range" },
        { "YA09 long", "wait: 15m", "wait: 91d", "duration.range" },
        { "YA10", "people:\n        stages", "people:\n        on-timeout: approve\n        stages", "catalog.auto_approve_forbidden" },
        { "YA11 missing", ", compensation: cancel-refund", "", "catalog.compensation_missing" },
        { "YA11 itself", "compensation: cancel-refund", "compensation: refund", "catalog.compensation_missing" },
        { "YA12 http", "host: pay.example.com", "host: \"http://pay.example.com\"", "catalog.executor_url" },
        { "YA12 address", "host: pay.example.com", "host: 10.0.0.1", "catalog.executor_url" },
        { "YA12 loopback", "host: pay.example.com", "host: \"127.0.0.1:80\"", "catalog.executor_url" },
        { "YA12 number", "host: pay.example.com", "host: \"2130706433\"", "catalog.executor_url" },
        { "YA12 v6", "host: pay.example.com", "host: \"[::1]:80\"", "catalog.executor_url" },
        { "YA12 private", "host: pay.example.com", "host: pay.internal", "catalog.executor_url" },
        { "YA12 single label", "host: pay.example.com", "host: localhost", "catalog.executor_url" },
        { "YA12 userinfo", "host: pay.example.com", "host: \"ok@evil.example\"", "catalog.executor_url" },
        { "YA12 template", "host: pay.example.com", "host: \"{charge}.example.com\"", "catalog.executor_url" },
        { "YA13 undeclared", "\"{charge}\"", "\"{chrage}\"", "template.unknown_field" },
        { "YA13 loop", "\"{charge}\"", "\"{for c in charges}\"", "template.unknown_field" },
        { "YA13 braces", "\"{charge}\"", "\"{{charge}}\"", "template.syntax" },
        { "YA14 slack", "title: Refund", "title: Refund xoxb-1234567890", "catalog.secret_literal" },
        { "YA14 stripe", "title: Refund", "title: Refund # sk_live_abcdef123", "catalog.secret_literal" },
        { "YA15", "{ type: text, label: Payment }", "{ type: text, label: Payment, shown: false }", "catalog.hidden_parameter" },
        { "YA17 size", "[chat]", "[chat] #" + new string('x', 1_000_001), "catalog.too_large" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Each_attack_is_refused_with_its_code_and_place(string name, string place, string instead, string code)
    {
        var result = CatalogParser.Parse(SmallCatalog.With(place, instead), "small.yaml");

        if (code.Length == 0)
        {
            Assert.True(result.IsValid, name + ": one human under two ids is fine where one is enough.");
            return;
        }

        var error = result.Errors.FirstOrDefault(e => e.Code == code);
        Assert.Null(result.Catalog);
        Assert.True(error is not null, $"{name}: got {string.Join(" | ", result.Errors)}");
        Assert.True(error.Line >= 1 && error.Column >= 1 && error.Message.Length > 10 && error.Excerpt.EndsWith('^'));
    }

    [Fact]
    public void A_duplicate_key_names_both_lines()
    {
        var result = CatalogParser.Parse(SmallCatalog.With("    risk: medium", "    risk: medium\n    risk: low"), "small.yaml");

        var error = Assert.Single(result.Errors);
        Assert.Contains($"line {error.Line - 1}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_caret_stands_under_the_mistake()
    {
        var result = CatalogParser.Parse(SmallCatalog.With("gap: refuse", "gap: refuze"), "small.yaml");

        var error = Assert.Single(result.Errors);
        var lines = error.Excerpt.Split('\n');
        Assert.Equal("    gap: refuze", lines[0]);
        Assert.Equal("         ^", lines[1]);
        Assert.Equal("refuse", error.Expected);
    }

    [Fact]
    public void A_tab_is_pointed_at_where_it_stands()
    {
        var result = CatalogParser.Parse(SmallCatalog.With("    title: Refund", "  \ttitle: Refund"), "small.yaml");

        var error = Assert.Single(result.Errors);
        Assert.Equal("small.yaml:21:3: yaml.syntax: The line is indented with a tab; YAML takes blanks only. Expected: blanks.\n   title: Refund\n  ^", error.ToString());
    }

    [Fact]
    public void A_misspelled_key_names_the_one_that_was_meant()
    {
        var result = CatalogParser.Parse(SmallCatalog.With("members: [ada, ben]", "mebmers: [ada, ben]"), "small.yaml");

        Assert.Contains(result.Errors, e => e.Code == "catalog.unknown_key" && e.Expected == "members" && e.Message.Contains("did you mean 'members'", StringComparison.Ordinal));
    }

    [Fact]
    public void A_credential_is_masked_in_its_own_error()
    {
        var result = CatalogParser.Parse(SmallCatalog.With("title: Refund", "title: xoxb-1234567890-abcdef"), "small.yaml");

        Assert.All(result.Errors, e => Assert.DoesNotContain("1234567890", e.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void An_alias_bomb_is_refused_without_being_expanded()
    {
        var bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + string.Concat("bcdefghi".Select((c, i) => $"{c}: &{c} [{string.Join(',', Enumerable.Repeat("*" + (char)('a' + i), 9))}]\n"));

        var result = CatalogParser.Parse(bomb, "bomb.yaml");

        Assert.Null(result.Catalog);
        Assert.Contains(result.Errors, e => e.Code == "yaml.alias_not_allowed");
        Assert.True(result.Errors.Count <= 200);
    }
}
