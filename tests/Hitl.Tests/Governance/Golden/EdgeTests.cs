using System.Text;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Catalogs.Checks;
using Hitl.Governance.Catalogs.Yaml;
using Hitl.Tests.Governance.Catalogs;

namespace Hitl.Tests.Governance.Golden;

/// <summary>Places of a catalog just inside and just outside what is taken, each with everything that is said about it.</summary>
public sealed class EdgeTests
{
    private const string Approver = "approver: { members: [ada, ben] }";
    private const string Stage = "- { name: first, role: approver, wait: 15m, reminders: [5m] }";
    private const string Payment = "charge: { type: text, label: Payment }";
    private const string Small = "- { id: small, effect: allow, actors: [bot], amounts: [{ to: 50.00 USD }] }";
    private const string Steps = "    steps:\n";
    private const string Step = "- { name: pay-back, target: pay, operation: refund, arguments: { charge: \"{charge}\", amount: \"{amount}\" }, compensation: cancel-refund }";
    private const string Pay = "pay: { connector: stripe-refunds, host: pay.example.com, key-life: 24h, owner: ops }";
    private const string Gap = "gap: refuse";

    [Fact]
    public void Roles_and_turns() => Holds(
        "edges-roles",
        [
            (Approver, "approver: { members: [ada, ben], rotation: { members: [ada, ben], period: 1d, zone: UTC, start: 2026-01-05, hands-over: \"23:59\" } }"), (Approver, "approver: { members: [ada, ben], rotation: { members: [ben, adda, ben], period: 25h, zone: UTC, start: 2026-01-05T00:00:00Z, hands-over: \"24:00\" } }"),
            (Approver, "approver: { members: [ada, ben], rotation: { members: [ada, ben], period: x, zone: UTC, start: 2026-01-05 } }"), (Approver, "approver: { members: [ada, ben], rotation: { members: [ada, ben] } }"), (Approver, "approver: { members: [ada, ben], rotation: [] }"), (Approver, "approver: { members: [ada, ben], hours: { zone: UTC, from: \"09:00\", until: \"09:00\", closed: 2026-01-01 } }"),
            (Approver, "approver: { members: [ada, ben], hours: { zone: UTC, from: \"09:00\", until: \"17:00\", closed: [2026-01-01, 2026-01-01T00:00:00Z, {}] } }"), (Approver, "approver: { members: ada }"), (Approver, "approver: { members: [ada, \"\", ben] }"), (Approver, "approver: { members: [ada, ada, benny, ben] }"), (Approver, "approver: { members: [ada], coverage: { ada: [ben, dan], ben: [ada] }, fallback: [dna] }"),
            (Approver, "approver: { members: [ada], coverage: [ben] }"), (Approver, "approver: []"), ("person: ben, from: 2026-01-01, until: 2026-02-01", "person: ben, from: 2026-01-01, until: 2026-01-01T00:00:01Z"), ("person: ben, from: 2026-01-01, until: 2026-02-01", "person: ben, from: 2026-01-01T00:00:01Z, until: 2026-01-01"), ("person: ben, from: 2026-01-01, until: 2026-02-01", "person: ben, until: 2026-02-01"),
            ("owner: dana }", "owner: danna, acts-for: [ada, bennn] }"), ("owner: dana }", "owner: [dana] }"), ("name: Dana }", "name: Dana, slack: U0ADA }"), ("name: Dana }", "name: Dana, slack: [U0ADA] }"), ("  dana: { name: Dana }", "  dana: { name: Dana }\n  \"\": { name: Nobody }"), ("same-as: [benny]", "same-as: [ben, \"\", benny]"),
        ]);

    [Fact]
    public void Stages_quorums_and_timers() => Holds(
        "edges-stages",
        [
            (Stage, "- { name: first, role: approver, quorum: 2, wait: 15m }"), (Stage, "- { name: first, role: approver, quorum: 3, wait: 15m }"), (Stage, "- { name: first, role: approver, quorum: 2, decides: majority, wait: 15m }"), (Stage, "- { name: first, role: approver, decides: majority, wait: 15m }"), (Stage, "- { name: first, role: approver, quorum: x, wait: 15m }"), (Stage, "- { name: first, role: approver, quorum: [2], wait: 15m }"),
            (Stage, "- { name: first, role: approver, wait: 15m, reminders: [1m, x, 2m, 14m] }"), (Stage, "- { name: first, role: approver, wait: 15m, reminders: [x, 1m, 1m, 15m, 14m] }"), (Stage, "- { name: first, role: approver, wait: x, reminders: [5m, 4m], coverage-after: 5m }"), (Stage, "- { name: first, role: approver, reminders: [5m, 4m], coverage-after: 5m }"), (Stage, "- { name: first, role: approver, wait: 15m, coverage-after: 14m }"), (Stage, "- { name: first, role: approver, wait: 15m, coverage-after: 15m }"), (Stage, "- { name: first, role: approver, wait: 15m, coverage-after: x }"),
            (Stage, "- { name: first, wait: 15m }"), (Stage, "- { name: first, role: approver, roles: { ops: 1, approver: 1 }, wait: 15m }"), (Stage, "- { name: first, roles: { approver: 1 }, wait: 15m }"), (Stage, "- { name: first, roles: [], wait: 15m }"), (Stage, "- { name: first, roles: { approver: 1, approvers: 1 }, wait: 15m }"), (Stage, "- { name: first, roles: { approver: 1, ops: 1 }, quorum: 2, wait: 15m }"), (Stage, "- { name: first, roles: { approver: x, ops: 1 }, wait: 15m }"),
            (Stage, "- { name: first, roles: { approver: 19, ops: 1 }, wait: 15m }"), (Stage, "- { name: first, roles: { approver: 20, ops: 1 }, wait: 15m }"), (Stage, "- { name: first, roles: { approver: 3, ops: 1 }, wait: 15m }"), (Stage, "- { name: first, role: approver, time: working, wait: 15m }"), (Stage, "- { name: first, role: approver, time: wall, wait: 15m }"), (Stage, "- { name: first, role: aprover, time: working, wait: 15m }"), (Stage, "- { name: first, roles: { ops: 1, approver: 1 }, time: working, wait: 15m }"), (Stage, "- { name: first, time: working, wait: 15m }"),
            (Stage, "- { name: first, role: approver, wait: 15m }\n          - { name: second, role: approver, wait: 15m }\n          - { name: first, role: approver, wait: 15m }"), (Stage, "- { role: approver, wait: 15m }\n          - { name: [first], role: approver, wait: 15m }"), (Stage, "- { name: first, role: ops, wait: 15m }"), (Gap, "gap: people"),
            (Stage + "\n", "- { name: first, role: approver, wait: 15m }\n      unused:\n        stages: [{ name: first, role: ops, wait: 15m }]\n"), ("owner: dana }", "owner: ada }"), ("owner: dana }", "owner: benny }\n  more: { kind: automation, owner: ben }"), ("owner: dana }", "owner: \"\" }"), ("owner: dana }", "name: x }"),
            ("risk: medium", "risk: high"), ("risk: medium", "risk: critical"), ("effect: ask, amounts", "effect: ask, actors: [bot], amounts"), ("path: people }", "path: people }\n      - { id: more, effect: ask, actors: [bot], path: people }"), (Stage, "[]"), ("stages:", "stage:"), ("      people:\n", "      people: []\n      peoples:\n"),
        ]);

    [Fact]
    public void Actions_parameters_and_rules() => Holds(
        "edges-rules",
        [
            ("charge: {", "amount: {"), ("charge: {", "currency: {"), ("charge: {", "customer: {"), ("charge: {", "request: {"), ("charge: {", "actor: {"), ("charge: {", "segment: {"), ("charge: {", "channel: {"), (Payment, "charge: { type: text, label: Payment, editable: false, max: 3 }"), (Payment, Payment + "\n      many: { type: texts, label: Many, one-of: [a], editable: true }\n      gift: { type: boolean, label: Gift, editable: true, one-of: [a] }"),
            (Payment, Payment + "\n      count: { type: integer, label: Count, min: 3, max: 3 }\n      more: { type: integer, label: More, min: x, max: 2 }\n      less: { type: integer, label: Less, min: 3, max: 2 }\n      mail: { type: email, label: Mail, min: 2, max: 1, one-of: [b], editable: true }"), (Payment, "charge: { label: Payment, one-of: [x], min: 1 }"), (Payment, "charge: []"), ("reversibility: reversible", "reversibility: reversible-until\n    reversible-for: 2d"), ("reversibility: reversible", "reversibility: sometimes\n    reversible-for: 2d"),
            ("risk: medium", "risk: red-line"), ("reversibility: reversible", "reversibility: irreversible"), (Steps, "    reversal: { by: [approver, aprover], path: people }\n" + Steps), (Steps, "    reversal: { path: peoples }\n" + Steps + "      - { name: last, target: pay, operation: mail }\n"), ("reversibility: reversible", "reversibility: irreversible\n    reversal: {}"), (Gap, "gap: refuse\n    raise-to: people"), (Gap, "gap: refuse\n    raise-to: refuse"), (Gap, "gap: refused"), (Gap, "gap: [people]"),
            (Gap, "gap: refuse\n    exclusions: { charge: [x], chrge: [y], sku: { list: none } }"), (Small, "- { id: small, effect: allow, hours: [{ until: \"00:00\" }, { until: \"24:00\" }, { from: \"23:59\", until: \"24:00\" }, { from: \"09:00\", until: \"09:00\" }, { from: \"09:00\", until: \"09:01\" }, { from: x, until: \"00:01\" }, { from: \"09:00\" }] }"), (Small, "- { id: small, effect: allow, where: { charge: { list: none }, chrge: [x] }, except: { charg: [x], charge: { list: nothing } } }"),
            (Small, "- { id: small, effect: allow, amounts: [{ from: 50.00 USD, to: 50.00 USD }, { from: 50.01 EUR, to: 50.00 EUR }, { to: 50.00 EUR }, { from: 1 JPY, to: 50.000 KWD }, { from: 1.00 USD }, {}, { from: x, to: 5.00 GBP }] }"), (Small, "- { id: small, effect: allow, amounts: { to: 5.00 USD } }"), (Small, "- { id: small, effect: deny, path: people, except: {} }\n      - { id: deny-all, effect: deny }"), (Small, "- { id: small, effect: ask }\n      - { id: [x], effect: ask, path: peple }\n      - { id: large, effect: forbid, path: nowhere }"),
            (Small, "- { id: small, effect: allow, actors: [bot, but], segments: [retail, retial, []], channels: [chat, chit], evidence: [x], consents: [y] }"), (Small, "- small"), ("amount: required", "amount: none"), ("segments: [retail, business]", "segments: [retail, business]\nevidence: [photo]\nconsents: [asked]\nlists: { one: { values: [a] } }"), ("path: people }", "path: people, evidence: [foto], consents: [askd], where: { charge: { list: on } } }\nevidence: [photo]\nconsents: [asked]\nlists: { one: { values: [a] } }\nmore:\n  a:\n    b:"),
        ]);

    [Fact]
    public void Steps_guards_drills_and_targets() => Holds(
        "edges-steps",
        [
            (Step, "- { name: pay-back, target: pay, operation: refund }"), (Step, "- { target: pay, operation: refund }"), (Step, "- { name: pay-back, target: pay, operation: refund, compensation: refund }"), (Step, "- { name: pay-back, target: pay, compensation: refund }"), (Step, Step + "\n      " + Step), (Step, "- { name: pay-back, target: pay, operation: refund, compensation: back, arguments: { a: \"{charge\", b: \"charge}\", c: \"{}\", d: \"{chrge} {customers}\", e: \"{amount}{currency}{customer}{request}\", f: [x], g: plain } }"),
            ("amount: required", "amount: none\n    more: \"{amount}\""), (Payment, "charge: { type: text, label: Payment, shown: false }"), (Payment, "charge: { type: text, label: Payment, shown: false, required: false }"), (Payment, "charge: { type: text, label: Payment, required: false }"), ("\"{charge}\"", "\"{charge} \""), (Payment, "charge: { type: text, label: Payment, required: false }\n      other: { type: text, label: Other, required: false, shown: false }"),
            (Steps, "    guards: { now: { label: Now, target: pay, read: amount-refunded, arguments: { charge: \"{chrge}\", more: \"{charge}\" } } }\n" + Steps), (Steps, "    guards: { now: { label: Now, target: pay, read: amount } }\n" + Steps), (Steps, "    guards: { now: { label: Now, read: amount } }\n" + Steps), (Steps, "    guards: { now: { label: Now, target: [pay], read: email } }\n" + Steps), (Steps, "    guards: { now: { label: Now, target: pya, read: email } }\n" + Steps),
            (Steps, "    drill: { by: ops, with: { charge: x }, amount: 5.00 USD }\n" + Steps), (Steps, "    drill: { by: opps, with: { chrge: x }, amount: 5 USD }\n" + Steps), (Steps, "    drill: {}\n" + Steps + "      - { name: last, target: pay, operation: mail }\n"), ("reversibility: reversible", "reversibility: irreversible\n    drill: { by: ops }"), ("amount: required", "amount: none\n    drill: { amount: 5.00 USD }"),
            (Pay, Pay.Replace("stripe-refunds", "accounts", StringComparison.Ordinal)), (Pay, "pay: { connector: stripe-refunds, host: \"pay.example.com:65535\", key-life: 24h, owner: ops }"), (Pay, "pay: { connector: stripe-refunds, host: \"pay.example.com:65536\", key-life: 24h, owner: opps }"), (Pay, "pay: { connector: stripe-refunds, host: \"pay.example.com:0\", key-life: 24h, owner: ops }"), (Pay, "pay: { connector: stripe-refunds, host: local, key-life: 24h, owner: ops }"), (Pay, "pay: { connector: stripe-refunds, host: local.example.com, key-life: 24h, owner: ops }"),
            (Pay, "pay: { connector: stripe-refunds, host: \"\", key-life: 24h, owner: ops }"), (Pay, "pay: { connector: stripe-refunds, host: [pay], key-life: 24h, owner: ops }"), (Pay, "pay: { connector: stripe-refunds, host: \"127.0.0.1:80\", key-life: 24h, owner: ops }"), ("environment: production", "environment: production\nlimits: { a: { period: 1m, count: 1, over: refuse } }\nconflicts: { b: { subject: charge, then: people } }"),
            (Steps, "    guards:\n      a: { label: A, target: accounts, read: email }\n      b: { label: B, target: accounts, read: address }\n      c: { label: C, target: accounts, read: plan }\n      d: { label: D, target: accounts, read: balance }\n      e: { label: E, target: loyalty, read: balance }\n      f: { label: F, target: loyalty, read: plan }\n      g: { label: G, target: own, read: anything }\n      h: { label: H, target: signed, read: anything }\n" + Steps + "PLUS"),
        ]);

    [Fact]
    public void Limits_conflicts_and_signing() => Holds(
        "edges-bounds",
        [
            ("channels: [chat]", "channels: [chat]\nlimits: { a: { period: 1d, count: 1, over: refuse }, b: { period: 1d, amounts: [1.00 USD], over: people }, c: { period: 1d, over: refuse }, d: { period: 1d, amounts: [1.00 USD, 1.00 EUR, 2.00 EUR, 2.00 USD], over: peple } }"),
            ("channels: [chat]", "channels: [chat]\nlimits: { a: { period: 1d, count: 1, over: [people], actions: [refund, refnd], actors: [bot, bat] }, b: { period: 1d, count: 1, actions: [], over: peopel }, c: { period: 1d, count: 1, actions: [nothing], over: peopel }, d: { period: 1d, count: 1, over: serialise } }"),
            ("channels: [chat]", "channels: [chat]\nconflicts: { a: { subject: customer, then: serialise }, b: { subject: customer, then: refuse }, c: { subject: charge, then: people }, d: { subject: chrge, then: serialize, actions: [refund] }, e: { subject: custmer, then: refused, actions: [refnd] }, f: { subject: custmer, then: peeple } }"),
            ("channels: [chat]", "channels: [chat]\nconflicts: { a: { then: refuse }, b: { subject: [charge], then: [refuse] }, c: { subject: charge }, d: [] }"),
            ("channels: [chat]", "channels: [chat]\nsign-off: { roles: [approver, ops], wait: 1d, reminders: [1h, 23h] }"), ("channels: [chat]", "channels: [chat]\nsign-off: { roles: [approver, ops, approver], wait: 1d, reminders: [1h, 24h, 23h] }"), ("channels: [chat]", "channels: [chat]\nsign-off: { wait: 1d }"), ("channels: [chat]", "channels: [chat]\nsign-off: {}"), ("channels: [chat]", "channels: [chat]\nsign-off: []"), ("channels: [chat]", "channels: [chat]\nsign-off: { roles: [ops, opps], wait: 1d }"),
            ("ops: { members: [dana] }", "ops: { members: [ada] }\nsign-off: { roles: [approver, ops], wait: 1d }\nrest:\n  more:"), ("ops: { members: [dana] }", "ops: { members: [ben] }\n  third: { members: [benny], fallback: [dana] }\nsign-off: { roles: [approver, ops, third], wait: 1d }\nrest:\n  more:"), ("ops: { members: [dana] }", "ops: { members: [ben] }\n  third: { members: [benny, ada] }\nsign-off: { roles: [approver, ops, third], wait: 1d }\nrest:\n  more:"),
            ("channels: [chat]", "channels: [chat]\nlists: { a: { values: [x] }, b: { file: b.txt }, c: { values: [x], file: c.txt }, d: {}, e: [x], f: { file: [b.txt], sha256: x }, g: { values: [], sha256: x }, h: { values: x } }"), ("channels: [chat]", "channels: [chat, \"\", chat]"), ("environment: production", "environment: sandbox"), ("environment: production", "environment: [sandbox]"), ("actions:\n", "actions:\n  more: []\n  \"\": {}\n"),
        ]);

    [Fact]
    public void A_thousand_actions_are_taken_and_one_more_is_too_many()
    {
        var thousand = Actions(CatalogParser.MostActions);
        var more = Actions(CatalogParser.MostActions + 1);

        Assert.DoesNotContain(thousand, error => error.Code == "catalog.too_large");
        Assert.Equal("The catalog has 1001 actions; the limit is 1000.", Assert.Single(more, error => error.Code == "catalog.too_large").Message);
    }

    private static IReadOnlyList<CatalogError> Actions(int count)
    {
        var errors = new YamlErrors([new("a.yaml", "actions:")]);
        var place = new YamlPlace(1, 1);
        var actions = new YamlMapping([.. Enumerable.Range(0, count).Select(n => KeyValuePair.Create(new YamlScalar($"a{n}", true, place), (YamlNode)new YamlMapping([], place)))], place);
        CatalogChecks.Check(new YamlMapping([KeyValuePair.Create(new YamlScalar("actions", true, place), (YamlNode)actions)], place), errors);
        return errors.Sorted();
    }

    private static void Holds(string name, (string Place, string Instead)[] edges)
    {
        var text = new StringBuilder();

        foreach (var (place, instead) in edges)
        {
            var catalog = SmallCatalog.With(place, instead).Replace("PLUS", "", StringComparison.Ordinal);
            if (instead.EndsWith("PLUS", StringComparison.Ordinal)) catalog = catalog.Replace("targets:\n", "targets:\n  accounts: { connector: accounts, host: a.example.com, key-life: 24h, owner: ops }\n  loyalty: { connector: loyalty, host: l.example.com, key-life: 24h, owner: ops }\n  own: { connector: x-own, host: o.example.com, key-life: none, owner: ops }\n  signed: { connector: signed-http, host: s.example.com, key-life: none, owner: ops }\n", StringComparison.Ordinal);
            var result = CatalogParser.Parse([new("small.yaml", catalog), new("b.txt", "one\n")]);
            text.Append($"== {place.ReplaceLineEndings("⏎")} -> {instead.ReplaceLineEndings("⏎")}\n");
            if (result.IsValid) text.Append("nothing is wrong\n");
            foreach (var error in result.Errors) text.Append($"{error.Code} {error.Line}:{error.Column} {error.Message} [{error.Expected}]\n");
        }

        Golden.Holds(name, text.ToString());
    }
}
