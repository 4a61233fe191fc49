using Hitl.Governance.Catalogs;

namespace Hitl.Tests.Governance.Catalogs;

public sealed class GuardChecksTests
{
    private const string Text =
        """
        catalog: small
        environment: sandbox
        segments: [retail]
        channels: [chat]
        people:
          ada: { name: Ada, slack: U0ADA }
          dana: { name: Dana, slack: U0DANA }
        roles:
          desk: { members: [ada] }
        actors:
          bot: { kind: ai-agent, owner: dana }
        targets:
          payments: { connector: CONNECTOR, host: "127.0.0.1:8090", key-life: 24h, owner: desk }
        actions:
          refund:
            title: Refund
            risk: low
            reversibility: REVERSIBILITY
            amount: required
            parameters:
              charge: { type: text, label: Payment }
            guards: GUARDS
            drill: DRILL
            rules:
              - { id: ask, effect: ask, path: desk }
            gap: refuse
            paths:
              desk: { stages: [{ name: desk, role: desk, wait: 1h }] }
            steps:
              - { name: refund, target: payments, operation: refund, arguments: { charge: "{charge}", amount: "{amount}" }COMPENSATION }
        """;

    private const string Guard = """{ before: { label: Refunded before, target: payments, read: amount-refunded, arguments: { charge: "{charge}" }, expect: "0" } }""";

    [Theory]
    [InlineData("stripe-refunds", Guard, "{ by: desk, overdue: ask }", null)]
    [InlineData("x-my-payments", Guard, "{ by: desk }", null)]
    [InlineData("stripe-refund", Guard, "{ by: desk }", "catalog.unknown_value")]
    [InlineData("x-", Guard, "{ by: desk }", "catalog.unknown_value")]
    [InlineData("stripe-refunds", "{ before: { label: Before, target: payments, read: amount-refundet } }", "{ by: desk }", "catalog.unknown_name")]
    [InlineData("stripe-refunds", "{ before: { label: Before, target: payment, read: amount-refunded } }", "{ by: desk }", "catalog.unknown_name")]
    [InlineData("signed-http", "{ before: { label: Before, target: payments, read: status } }", "{ by: desk }", "catalog.guard")]
    [InlineData("stripe-refunds", """{ before: { label: Before, target: payments, read: amount-refunded, arguments: { charge: "{order}" } } }""", "{ by: desk }", "template.unknown_field")]
    [InlineData("stripe-refunds", Guard, "{ by: nobody }", "catalog.unknown_name")]
    [InlineData("stripe-refunds", Guard, "{ overdue: stop }", "catalog.unknown_value")]
    [InlineData("stripe-refunds", Guard, "{ with: { order: A-1 } }", "catalog.unknown_name")]
    public void A_guard_reads_what_can_be_read_and_a_drill_names_who_runs_it(string connector, string guards, string drill, string? code)
    {
        var parsed = Parse(connector, guards, drill, "reversible", ", compensation: cancel-refund");

        Assert.Equal(code, parsed.Errors.Count == 0 ? null : parsed.Errors[0].Code);
    }

    [Fact]
    public void What_cannot_be_undone_is_not_drilled()
    {
        var parsed = Parse("stripe-refunds", Guard, "{ by: desk }", "irreversible", "");

        Assert.Contains(parsed.Errors, error => error.Code == "catalog.drill");
    }

    [Fact]
    public void A_step_that_cannot_be_undone_comes_last_or_the_catalog_is_refused()
    {
        var text = Whole("stripe-refunds", Guard, "{ by: desk }", "irreversible", "").Replace(
            "    steps:\n", "    steps:\n      - { name: first, target: payments, operation: refund, arguments: { charge: \"{charge}\" } }\n", StringComparison.Ordinal);

        var parsed = CatalogParser.Parse(text, "small.yaml");

        Assert.Contains(parsed.Errors, error => error.Code == "catalog.compensation_missing" && error.Message.Contains("must come last", StringComparison.Ordinal));
    }

    private static CatalogParseResult Parse(string connector, string guards, string drill, string reversibility, string compensation) =>
        CatalogParser.Parse(Whole(connector, guards, drill, reversibility, compensation), "small.yaml");

    private static string Whole(string connector, string guards, string drill, string reversibility, string compensation) => Text
        .Replace("CONNECTOR", connector, StringComparison.Ordinal).Replace("GUARDS", guards, StringComparison.Ordinal).Replace("DRILL", drill, StringComparison.Ordinal)
        .Replace("REVERSIBILITY", reversibility, StringComparison.Ordinal).Replace("COMPENSATION", compensation, StringComparison.Ordinal);
}
