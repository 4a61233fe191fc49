using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Hitl.Escalations.Requests;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Evaluation;

namespace Hitl.Benchmarks;

/// <summary>A catalog of any size in the shape real ones have: a hundred rules an action, twenty actors, one file per two actions.</summary>
internal static class GeneratedCatalog
{
    public const int RulesPerAction = 100;
    private const int Actors = 20;

    private const string Organisation =
        """
        catalog: generated
        environment: production
        segments: [retail, business, vip]
        channels: [chat, email, phone]
        people: { ada: { name: Ada }, ben: { name: Ben }, dana: { name: Dana } }
        roles: { approver: { members: [ada, ben] }, ops: { members: [dana] } }
        targets: { pay: { connector: stripe-refunds, host: pay.example.com, key-life: 24h, owner: ops } }

        """;

    public static IReadOnlyList<CatalogFile> Files(int rules)
    {
        var files = new List<CatalogFile> { new("organisation.yaml", Organisation), new("actors.yaml", ActorsText()) };
        for (var action = 0; action < rules / RulesPerAction; action += 2)
        {
            var text = new StringBuilder("actions:\n");
            for (var i = action; i < Math.Min(action + 2, rules / RulesPerAction); i++) Append(text, i);
            files.Add(new(string.Create(CultureInfo.InvariantCulture, $"actions-{action:0000}.yaml"), text.ToString()));
        }

        return files;
    }

    /// <summary>Requests that meet every rule of every action, and some that nothing covers. The same number is always the same request.</summary>
    public static ActionRequest Request(Catalog catalog, int number)
    {
        // Actor, segment and channel come from bits of their own: derived from one remainder, whole groups of rules would never be met together.
        var mixed = unchecked((uint)number * 2_654_435_761u) >> 4;
        return new()
        {
            Id = new(string.Create(CultureInfo.InvariantCulture, $"req_{number:00000000000000000000000000}")),
            Actor = new(string.Create(CultureInfo.InvariantCulture, $"bot-{mixed % Actors}")),
            Action = new(string.Create(CultureInfo.InvariantCulture, $"action-{number % ActionCount(catalog)}")),
            Customer = new("cus_1", (mixed / Actors % 3) switch { 0 => "retail", 1 => "business", _ => "vip" }),
            Channel = (mixed / (Actors * 3) % 5) switch { 0 => "phone", 1 or 2 => "email", _ => "chat" },
            Amount = new(1 + (number * 7919L % 60_000), "USD"),
            Parameters = Charge,
            ReceivedAt = DateTimeOffset.UnixEpoch.AddSeconds(number),
            CatalogDigest = catalog.Digest,
        };
    }

    /// <summary>Share of requests that a rule decides, 0 to 1: where it falls to nothing, the benchmark measures how fast nothing is done.</summary>
    public static double Covered(Catalog catalog, IReadOnlyCollection<ActionRequest> requests) =>
        requests.Count(request =>
        {
            CatalogIndex.Of(catalog).Decide(request, out var rule);
            return rule is not null;
        }) / (double)requests.Count;

    // The catalog holds more actions than were written down: reversals and its own activation.
    private static int ActionCount(Catalog catalog) => Written.GetValue(catalog, made => new(made.Actions.Values.Count(action => action.Rules.Count == RulesPerAction))).Value;

    private static readonly ConditionalWeakTable<Catalog, StrongBox<int>> Written = [];

    private static readonly ActionParameters Charge = ActionParameters.From(new() { ["charge"] = "ch_1" });

    private static string ActorsText() =>
        "actors:\n" + string.Concat(Enumerable.Range(0, Actors).Select(i => string.Create(CultureInfo.InvariantCulture, $"  bot-{i}: {{ kind: ai-agent, owner: dana }}\n")));

    private static void Append(StringBuilder text, int action)
    {
        text.Append(CultureInfo.InvariantCulture, $"  action-{action}:\n    title: Action {action}\n    risk: medium\n    reversibility: reversible\n    amount: required\n");
        text.Append("    parameters: { charge: { type: text, label: Payment } }\n    exclusions: { charge: [ch_never, ch_also_never] }\n    rules:\n");
        for (var rule = 0; rule < RulesPerAction; rule++)
        {
            var effect = rule % 10 == 9 ? "deny" : rule % 3 == 0 ? "allow" : "ask";
            var segment = (rule % 3) switch { 0 => "retail", 1 => "business", _ => "vip" };
            text.Append(CultureInfo.InvariantCulture, $"      - {{ id: rule-{rule}, effect: {effect}, actors: [bot-{rule % Actors}], amounts: [{{ to: {(rule + 1) * 5}.00 USD }}], segments: [{segment}], channels: [{(rule % 2 == 0 ? "chat" : "email")}]{(effect == "ask" ? ", path: people" : "")} }}\n");
        }

        text.Append("    gap: refuse\n    paths: { people: { stages: [{ name: first, role: approver, wait: 15m }] } }\n");
        text.Append("    steps:\n      - { name: pay-back, target: pay, operation: refund, arguments: { charge: \"{charge}\" }, compensation: cancel-refund }\n");
    }
}
