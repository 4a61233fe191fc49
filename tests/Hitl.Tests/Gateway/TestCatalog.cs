namespace Hitl.Tests.Gateway;

/// <summary>A small catalog with one action per risk class, one switched off, and people with every duty.</summary>
internal static class TestCatalog
{
    public const string Yaml = """
        catalog: gateway-tests
        environment: sandbox
        segments: [retail]
        channels: [chat]
        people:
          ada: { name: Ada Adeyemi, slack: U0ADA }
          ben: { name: Ben Brandt, slack: U0BEN }
          chidi: { name: Chidi Chukwu, slack: U0CHIDI }
          dana: { name: Dana Dimitrova, slack: U0DANA, duties: [governance] }
          gus: { name: Gus Gonzalez, slack: U0GUS, duties: [ops] }
          hana: { name: Hana Horvat, slack: U0HANA, duties: [audit] }
        roles:
          desk: { members: [ada, ben] }
          soloists: { members: [chidi], fallback: [gus] }
          pair: { members: [chidi, gus] }
          audit-desk: { members: [gus, hana] }
          operations: { members: [gus] }
        actors:
          support-bot: { kind: ai-agent, owner: dana, acts-for: [hana] }
          billing-bot: { kind: ai-agent, owner: dana }
          flood-bot: { kind: ai-agent, owner: dana }
          busy-bot: { kind: ai-agent, owner: dana }
          gushing-bot: { kind: ai-agent, owner: dana, at-most: { requests: 3, within: 1h } }
        targets:
          payments: { connector: stripe-refunds, host: "127.0.0.1:8090", key-life: 24h, settle-window: 2s, owner: operations }
          loyalty: { connector: loyalty, host: "127.0.0.1:8090", key-life: none, settle-window: 2s, owner: operations }
        actions:
          note:
            title: Send a goodwill note
            risk: low
            reversibility: reversible
            amount: required
            parameters: { charge: { type: text, label: Payment, max-length: 64 } }
            rules: [{ id: notes, effect: ask, path: desk }]
            gap: refuse
            paths: { desk: { stages: [{ name: first, role: desk, wait: 1h }] } }
            steps:
              - { name: refund-payment, target: payments, operation: refund, arguments: { charge: "{charge}", amount: "{amount}", currency: "{currency}" }, compensation: cancel-refund }
          refund:
            title: Refund a payment
            risk: medium
            reversibility: reversible
            amount: required
            parameters: { charge: { type: text, label: Payment, max-length: 64 } }
            deny-reasons: { duplicate: It was refunded before, evidence: The evidence does not show it }
            rules: [{ id: refunds, effect: ask, path: desk }]
            gap: refuse
            paths: { desk: { stages: [{ name: first, role: desk, wait: 1h }] } }
            steps:
              - { name: refund-payment, target: payments, operation: refund, arguments: { charge: "{charge}", amount: "{amount}", currency: "{currency}" }, compensation: cancel-refund }
          payout:
            title: Pay out a balance
            risk: high
            reversibility: reversible
            amount: required
            parameters: { charge: { type: text, label: Payment, max-length: 64 } }
            rules: [{ id: payouts, effect: ask, path: desk }]
            gap: refuse
            paths: { desk: { stages: [{ name: first, role: desk, wait: 1h }] } }
            steps:
              - { name: refund-payment, target: payments, operation: refund, arguments: { charge: "{charge}", amount: "{amount}", currency: "{currency}" }, compensation: cancel-refund }
          patient:
            title: Send a note that can wait
            risk: low
            reversibility: reversible
            amount: required
            parameters: { charge: { type: text, label: Payment, max-length: 64 } }
            rules: [{ id: patient-rule, effect: ask, path: only }]
            gap: refuse
            paths: { only: { stages: [{ name: first, role: desk, wait: 1h, extend: { by: 30m, times: 2 } }] } }
            steps:
              - { name: refund-payment, target: payments, operation: refund, arguments: { charge: "{charge}", amount: "{amount}", currency: "{currency}" }, compensation: cancel-refund }
          both:
            title: Send a note that two desks agree to
            risk: low
            reversibility: reversible
            amount: required
            parameters: { charge: { type: text, label: Payment, max-length: 64 } }
            rules: [{ id: both-rule, effect: ask, path: desks }]
            gap: refuse
            paths: { desks: { stages: [{ name: first, roles: { desk: 1, audit-desk: 1 }, wait: 1h }] } }
            steps:
              - { name: refund-payment, target: payments, operation: refund, arguments: { charge: "{charge}", amount: "{amount}", currency: "{currency}" }, compensation: cancel-refund }
          points:
            title: Restore points
            risk: medium
            reversibility: reversible
            amount: none
            parameters:
              points: { type: integer, label: Points, min: 10, max: 5000, editable: true }
              orders: { type: texts, label: Orders, required: false, editable: true }
              bonus: { type: boolean, label: With a bonus, required: false, editable: true }
              note: { type: text, label: Note, required: false }
            rules: [{ id: points-by-people, effect: ask, path: desk }]
            gap: refuse
            paths: { desk: { stages: [{ name: first, role: desk, wait: 1h }] } }
            steps:
              - { name: restore-points, target: loyalty, operation: restore-points, arguments: { customer: "{customer}", points: "{points}" }, compensation: revoke-points }
          solo:
            title: Send a solo note
            risk: low
            reversibility: reversible
            amount: required
            parameters: { charge: { type: text, label: Payment, max-length: 64 } }
            rules: [{ id: solo-rule, effect: ask, path: only }]
            gap: refuse
            paths: { only: { stages: [{ name: first, role: soloists, wait: 1h }] } }
            steps:
              - { name: refund-payment, target: payments, operation: refund, arguments: { charge: "{charge}", amount: "{amount}", currency: "{currency}" }, compensation: cancel-refund }
          batch:
            title: Send a batch note
            risk: low
            reversibility: reversible
            amount: required
            parameters: { charge: { type: text, label: Payment, max-length: 64 } }
            rules: [{ id: batch-rule, effect: ask, path: only }]
            gap: refuse
            paths: { only: { stages: [{ name: first, role: pair, wait: 1h }] } }
            steps:
              - { name: refund-payment, target: payments, operation: refund, arguments: { charge: "{charge}", amount: "{amount}", currency: "{currency}" }, compensation: cancel-refund }
          retired:
            title: An action that is switched off
            risk: low
            reversibility: reversible
            enabled: false
            amount: required
            parameters: { charge: { type: text, label: Payment, max-length: 64 } }
            rules: [{ id: never, effect: ask, path: desk }]
            gap: refuse
            paths: { desk: { stages: [{ name: first, role: desk, wait: 1h }] } }
            steps:
              - { name: refund-payment, target: payments, operation: refund, arguments: { charge: "{charge}", amount: "{amount}", currency: "{currency}" }, compensation: cancel-refund }
        """;
}
