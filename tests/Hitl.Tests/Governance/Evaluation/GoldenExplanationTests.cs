using System.Text;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Reservations;
using Hitl.Governance.Evaluation;

namespace Hitl.Tests.Governance.Evaluation;

/// <summary>Explanations as people read them, kept as files: a change of words is a change somebody looked at.</summary>
public sealed class GoldenExplanationTests
{
    private static readonly string Folder = Path.Combine(Demo.Root, "tests", "Hitl.Tests", "Governance", "Evaluation", "Golden");

    private static readonly AgentRelease Known = new("3.2.0", null, null);

    public static TheoryData<string> Cases => new(Requests.Keys.ToArray());

    private static Dictionary<string, (ActionRequest Request, EvaluationFacts Facts)> Requests { get; } = new()
    {
        ["allowed-alone"] = (Refund(42_00), EvaluationFacts.None),
        ["people-are-asked"] = (Refund(420_00), EvaluationFacts.None),
        ["too-large-is-a-gap"] = (Refund(900_00), EvaluationFacts.None),
        ["another-currency-is-a-gap"] = (Refund(20_00) with { Amount = new(20_00, "GBP") }, EvaluationFacts.None),
        ["an-excluded-article"] = (Refund(20_00, sku: "GIFT-CARD"), EvaluationFacts.None),
        ["forbidden-by-phone"] = (Refund(20_00, channel: "phone") with { Actor = new("billing-bot"), Agent = new(null, null, null) }, EvaluationFacts.None),
        ["irreversible-asks-though-no-rule-covers-it"] = (Demo.Request("change-email", """{"email":"a@example.com"}""") with { Channel = "phone", Agent = Known }, EvaluationFacts.None),
        ["a-red-line"] = (Demo.Request("close-account", """{"reason":"duplicate"}""") with { Channel = "email", Consents = ["customer-asked"], Agent = Known }, EvaluationFacts.None),
        ["evidence-is-missing"] = (Demo.Request("goodwill-points", """{"points":100}""") with { Agent = Known }, EvaluationFacts.None),
        ["a-consent-is-missing"] = (Demo.Request("change-plan", """{"plan":"plus"}""") with { Agent = Known }, EvaluationFacts.None),
        ["outside-office-hours"] = (
            Demo.Request("correct-invoice", """{"charge":"ch_1","invoice":"inv_1"}""") with { Actor = new("billing-bot"), Amount = new(100_00, "EUR"), Evidence = ["receipt:1"], ReceivedAt = Demo.Now.AddDays(5) },
            EvaluationFacts.None),
        ["a-canary"] = (Refund(42_00) with { Agent = new("4.0.0", null, null) }, EvaluationFacts.None),
        ["a-shadow"] = (Demo.Request("retain-with-discount", """{"charge":"ch_1"}""") with { Amount = new(50_00, "USD"), Agent = Known }, EvaluationFacts.None),
        ["a-limit-would-be-passed"] = (Refund(42_00), new([new("customer-day", "customer-day|customer=cus_1|USD", "USD", 2_480_00, 42_00, 2_500_00, TimeSpan.FromDays(1), true)], [])),
        ["a-soft-limit-raises-to-people"] = (Refund(42_00), new([new("support-day", "support-day|USD", "USD", 249_990_00, 42_00, 250_000_00, TimeSpan.FromDays(1), false)], [])),
        ["another-request-is-under-way"] = (
            Demo.Request("change-email", """{"email":"a@example.com"}""") with { Agent = Known },
            new([], [new("one-address", "customer=cus_1", new("req_00000000000000000000000001"), new("accounts-bot"), new("change-address"), "portal", null, Demo.Now)])),
        ["an-unknown-action"] = (Demo.Request("fly", "{}"), EvaluationFacts.None),
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_explanation_reads_as_it_was_agreed(string name)
    {
        var (request, facts) = Requests[name];
        var text = Text(CatalogEvaluator.Evaluate(Sample.Catalog, request, facts));
        var file = Path.Combine(Folder, name + ".txt");

        // HITL_WRITE_GOLDEN=1 commits a deliberate change of words.
        if (Environment.GetEnvironmentVariable("HITL_WRITE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Folder);
            File.WriteAllText(file, text);
        }

        Assert.Equal(File.ReadAllText(file), text);
    }

    [Fact]
    public void Every_golden_file_has_its_case() =>
        Assert.Equal(Requests.Keys.Order(StringComparer.Ordinal), Directory.EnumerateFiles(Folder).Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal));

    private static ActionRequest Refund(long minor, string channel = "chat", string sku = "SKU-1001") => Demo.Refund(minor, channel: channel, sku: sku) with { Agent = Known };

    private static string Text(Hitl.Escalations.Requests.Evaluation evaluation)
    {
        var text = new StringBuilder($"{evaluation.Outcome}, risk {evaluation.Risk}, {evaluation.Reversibility}\n{evaluation.Explanation.Sentence}\n");
        foreach (var rule in evaluation.Explanation.Rules)
        {
            text.Append($"rule {rule.Rule} ({rule.Effect}) {(rule.Matched ? "matched" : "did not match")}\n");
            foreach (var bound in rule.Bounds) text.Append($"  {(bound.Held ? "holds" : "fails")} {bound.Bound}: {bound.Value}; admitted: {bound.Allowed}\n");
        }

        foreach (var limit in evaluation.Explanation.Limits) text.Append($"{(limit.Held ? "holds" : "passed")} {limit.Bound}: {limit.Value}; admitted: {limit.Allowed}\n");
        foreach (var other in evaluation.Explanation.Conflicts) text.Append($"under way: {other}\n");
        foreach (var clause in evaluation.Explanation.WouldDiffer) text.Append($"would differ: {clause}\n");
        return text.ToString();
    }
}
