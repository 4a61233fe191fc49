namespace Hitl.Tests.Governance.Catalogs;

/// <summary>The smallest catalog with every part, as text to break one place at a time.</summary>
internal static class SmallCatalog
{
    public const string Text = """
        catalog: small
        environment: production
        segments: [retail, business]
        channels: [chat]
        people:
          ada: { name: Ada, slack: U0ADA }
          ben: { name: Ben, same-as: [benny] }
          benny: { name: Ben at night }
          dana: { name: Dana }
        roles:
          approver: { members: [ada, ben] }
          ops: { members: [dana] }
        absences:
          - { person: ben, from: 2026-01-01, until: 2026-02-01, reason: leave }
        actors:
          bot: { kind: ai-agent, owner: dana }
        targets:
          pay: { connector: stripe-refunds, host: pay.example.com, key-life: 24h, owner: ops }
        actions:
          refund:
            title: Refund
            risk: medium
            reversibility: reversible
            amount: required
            parameters:
              charge: { type: text, label: Payment }
            rules:
              - { id: small, effect: allow, actors: [bot], amounts: [{ to: 50.00 USD }] }
              - { id: large, effect: ask, amounts: [{ from: 50.01 USD, to: 500.00 USD }], path: people }
            gap: refuse
            paths:
              people:
                stages:
                  - { name: first, role: approver, wait: 15m, reminders: [5m] }
            steps:
              - { name: pay-back, target: pay, operation: refund, arguments: { charge: "{charge}", amount: "{amount}" }, compensation: cancel-refund }

        """;

    /// <summary>The catalog with one place changed; the place must exist.</summary>
    public static string With(string place, string instead) =>
        Text.Contains(place, StringComparison.Ordinal) ? Text.Replace(place, instead, StringComparison.Ordinal) : throw new ArgumentException($"'{place}' is not in the catalog.");
}
