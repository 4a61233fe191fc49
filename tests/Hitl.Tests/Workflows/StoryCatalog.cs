using Hitl.Governance.Catalogs;

namespace Hitl.Tests.Workflows;

/// <summary>The catalog the workflow tests run under: every kind of path and saga the story needs.</summary>
internal static class StoryCatalog
{
    private const string Text =
        """
        catalog: story
        environment: sandbox
        segments: [retail, silence]
        channels: [chat]
        people:
          ada: { name: Ada Adeyemi, slack: U0ADA }
          ben: { name: Ben Brandt, slack: U0BEN }
          chidi: { name: Chidi Chukwu, slack: U0CHIDI }
          dana: { name: Dana Dimitrova, slack: U0DANA }
          emil: { name: Emil Eriksen, slack: U0EMIL }
          farah: { name: Farah Fathi, slack: U0FARAH }
          hana: { name: Hana Horvat, slack: U0HANA }
          gus: { name: Gus Gonzalez, slack: U0GUS, duties: [ops] }
        roles:
          refund-approver:
            members: [ada]
            coverage:
              ada: [ben]
          refund-lead:
            members: [emil]
            fallback: [farah]
          senior-approver:
            members: [ben, chidi, emil]
          nobody:
            members: [hana, ada]
          office:
            members: [ben, chidi, emil]
            hours: { zone: Europe/Berlin, days: [mon, tue, wed, thu, fri], from: "09:00", until: "17:00" }
          second-desk:
            members: [farah]
          operations:
            members: [gus]
        absences:
          - { person: ada, from: 2020-01-01, until: 2100-01-01, reason: parental leave }
          - { person: hana, from: 2020-01-01, until: 2100-01-01, reason: sabbatical }
        actors:
          support-bot: { kind: ai-agent, owner: dana }
        targets:
          payments: { connector: stripe-refunds, host: "HOST", key-life: 24h, settle-window: 2s, owner: operations }
          accounts: { connector: accounts, host: "HOST", key-life: 24h, settle-window: 2s, owner: operations }
          loyalty: { connector: loyalty, host: "HOST", key-life: 24h, settle-window: 2s, owner: operations }
          keyless: { connector: signed-http, host: "HOST", key-life: none, settle-window: 15m, owner: operations }
          blind: { connector: signed-http, host: "HOST", key-life: none, look-up: false, owner: operations }
        conflicts:
          one-order: { actions: [refund], subject: order, then: serialise }
        sign-off: { roles: [refund-lead, senior-approver], wait: 2h }
        actions:
          refund:
            title: Refund a payment
            risk: medium
            reversibility: reversible-until
            reversible-for: 14d
            amount: required
            parameters:
              charge: { type: text, label: Payment, max-length: 64 }
              order: { type: text, label: Order, max-length: 64, required: false }
            rules:
              - { id: alone, effect: allow, actors: [support-bot], amounts: [{ to: 50.00 USD }], segments: [retail] }
              - { id: ask, effect: ask, actors: [support-bot], amounts: [{ to: 500.00 USD }], segments: [retail], path: refunds }
            gap: refuse
            paths:
              refunds:
                stages:
                  - { name: first-line, role: refund-approver, wait: 4h, reminders: [1h, 2h], coverage-after: 3h }
                  - { name: second-line, role: refund-lead, wait: 4h, reminders: [1h], coverage-after: 2h }
            steps:
              - name: refund-payment
                target: payments
                operation: refund
                timeout: 2s
                retries: 2
                arguments: { charge: "{charge}", amount: "{amount}", currency: "{currency}" }
                compensation: cancel-refund
            approval-good-for: 1h
          guarded-refund:
            title: Refund a payment that was not refunded before
            risk: medium
            reversibility: reversible
            amount: required
            parameters:
              charge: { type: text, label: Payment, max-length: 64 }
            guards:
              refunded-before: { label: Refunded before, target: payments, read: amount-refunded, arguments: { charge: "{charge}" }, expect: "0" }
            drill: { by: operations, overdue: ask }
            rules:
              - { id: alone, effect: allow, actors: [support-bot], amounts: [{ to: 50.00 USD }] }
              - { id: ask, effect: ask, actors: [support-bot], amounts: [{ to: 500.00 USD }], path: lead }
            gap: refuse
            paths:
              lead:
                stages:
                  - { name: lead, role: refund-lead, wait: 4h }
            steps:
              - name: refund-payment
                target: payments
                operation: refund
                timeout: 2s
                retries: 2
                arguments: { charge: "{charge}", amount: "{amount}", currency: "{currency}" }
                compensation: cancel-refund
            approval-good-for: 1h
          refund-and-restore:
            title: Refund a payment and restore loyalty points
            risk: high
            reversibility: reversible
            amount: required
            parameters:
              charge: { type: text, label: Payment, max-length: 64 }
              points: { type: integer, label: Loyalty points, min: 1, max: 100000 }
            rules:
              - { id: two, effect: ask, actors: [support-bot], amounts: [{ to: 1000.00 USD }], segments: [retail], path: two-people }
            gap: refuse
            paths:
              two-people:
                stages:
                  - { name: empty, role: nobody, wait: 1h }
                  - { name: two-of-three, role: senior-approver, quorum: 2, wait: 8h }
            steps:
              - name: refund-payment
                target: payments
                operation: refund
                timeout: 2s
                retries: 2
                arguments: { charge: "{charge}", amount: "{amount}", currency: "{currency}" }
                compensation: cancel-refund
              - name: restore-points
                target: loyalty
                operation: restore-points
                timeout: 2s
                retries: 1
                arguments: { customer: "{customer}", points: "{points}" }
                compensation: revoke-points
            approval-good-for: 1h
          goodwill:
            title: Give a voucher
            risk: low
            reversibility: reversible
            amount: required
            parameters:
              charge: { type: text, label: Payment, max-length: 64 }
            rules:
              - { id: in-office-hours, effect: ask, actors: [support-bot], amounts: [{ to: 10.00 USD }], path: office }
              - { id: patiently, effect: ask, actors: [support-bot], amounts: [{ from: 10.01 USD, to: 20.00 USD }], path: patient }
              - { id: by-vote, effect: ask, actors: [support-bot], amounts: [{ from: 20.01 USD, to: 30.00 USD }], path: vote }
              - { id: two-desks, effect: ask, actors: [support-bot], amounts: [{ from: 30.01 USD, to: 40.00 USD }], path: desks }
            gap: refuse
            paths:
              office: { stages: [{ name: office, role: office, time: working, wait: 16h, reminders: [8h] }] }
              patient: { stages: [{ name: patient, role: refund-lead, wait: 1h, reminders: [30m], extend: { by: 2h, times: 2 } }] }
              vote: { stages: [{ name: vote, role: senior-approver, quorum: 2, decides: majority, wait: 4h }] }
              desks: { stages: [{ name: desks, roles: { senior-approver: 1, second-desk: 1 }, wait: 4h }] }
            steps:
              - { name: refund-payment, target: payments, operation: refund, timeout: 2s, arguments: { charge: "{charge}", amount: "{amount}", currency: "{currency}" }, compensation: cancel-refund }
            approval-good-for: 1h
          change-email:
            title: Change the e-mail address of an account
            risk: high
            reversibility: irreversible
            amount: none
            parameters:
              email: { type: email, label: New e-mail address, max-length: 254 }
            rules:
              - { id: ask, effect: ask, actors: [support-bot], path: accounts }
            gap: refuse
            paths:
              accounts:
                stages:
                  - { name: account-desk, role: refund-lead, quorum: 2, wait: 4h }
            steps:
              - name: change-email
                target: accounts
                operation: change-email
                timeout: 2s
                arguments: { customer: "{customer}", email: "{email}" }
            approval-good-for: 1h
        """;

    public static Catalog Parse(string host)
    {
        var parsed = CatalogParser.Parse(Text.Replace("HOST", host), "story.yaml");
        Assert.True(parsed.IsValid, string.Join('\n', parsed.Errors));
        return parsed.Catalog!;
    }
}
