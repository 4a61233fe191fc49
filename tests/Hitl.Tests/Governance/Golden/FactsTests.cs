using System.Text;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Reservations;
using Hitl.Governance.Evaluation;

namespace Hitl.Tests.Governance.Golden;

/// <summary>What is known beside a request (limits taken, others under way, state of targets, drills) makes an answer stricter, and says so.</summary>
public sealed class FactsTests
{
    private static readonly ActionRequest[] Requests =
    [
        Refund(42_00), Refund(420_00), Refund(900_00), Refund(42_00) with { Agent = new("9.9", null, null) }, Refund(42_00) with { Agent = new("next", null, null) }, Refund(42_00) with { Agent = new(null, null, null) },
        Demo.Request("goodwill-points", """{"points":100}""") with { Agent = new("3.2.0", null, null), Evidence = ["receipt:1"] },
        Demo.Request("change-plan", """{"plan":"plus"}""") with { Agent = new("3.2.0", null, null), Consents = ["customer-asked"] },
        Demo.Request("waive-late-fee", """{"charge":"ch_1"}""") with { Agent = new("3.1.4", null, null), Consents = ["customer-asked"], Amount = new(15_00, "USD") },
        Demo.Request("repack", """{"items":["BOX-1"],"boxes":2,"size":"small"}""") with
        {
            Actor = new("warehouse-sync"), Agent = new("1.1", null, null), Amount = new(20_00, "USD"), Evidence = ["photo:1", "tracking:2"], Consents = ["customer-asked"], ReceivedAt = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero),
        },
        Demo.Request("close-account", """{"reason":"duplicate"}""") with { Agent = new("3.2.0", null, null), Channel = "email", Consents = ["customer-asked"] },
    ];

    private static readonly (string Name, EvaluationFacts Facts)[] Known =
    [
        ("a hard limit is met exactly", new([new("customer-day", "customer-day|customer=cus_1|USD", "USD", 2_458_00, 42_00, 2_500_00, TimeSpan.FromDays(1), true)], [])),
        ("a hard limit is passed by a cent", new([new("customer-day", "customer-day|customer=cus_1|USD", "USD", 2_458_01, 42_00, 2_500_00, TimeSpan.FromDays(1), true)], [])),
        ("a hard limit is used up", new([new("customer-day", "customer-day|customer=cus_1|USD", "USD", 2_500_00, 42_00, 2_500_00, TimeSpan.FromDays(7), true)], [])),
        ("a soft limit asks its path", new([new("support-day", "support-day|USD", "USD", 249_990_00, 42_00, 250_000_00, TimeSpan.FromDays(1), false)], [])),
        ("a soft limit of another action", new([new("spent-by-all", "spent-by-all|actor=support-bot|customer=cus_1|USD", "USD", 29_00, 42_00, 30_00, TimeSpan.FromMinutes(90), false)], [])),
        ("a limit nobody knows", new([new("gone", "gone|USD", "USD", 29_00, 42_00, 30_00, TimeSpan.FromHours(1), false)], [])),
        ("a limit in numbers", new([new("points-week", "points-week|customer=cus_1|count", null, 2, 1, 2, TimeSpan.FromDays(7), true)], [])),
        ("one request is left", new([new("points-week", "points-week|customer=cus_1|count", null, 1, 1, 1, TimeSpan.FromHours(47), true)], [])),
        ("two limits at once", new([new("support-day", "support-day|USD", "USD", 249_990_00, 42_00, 250_000_00, TimeSpan.FromDays(1), false), new("customer-day", "customer-day|customer=cus_1|USD", "USD", 2_499_00, 42_00, 2_500_00, TimeSpan.FromDays(2), true)], [])),
        ("another one is under way and was waited for", new([], [Other("one-payment", "charge=ch_1")])),
        ("another one is under way and refuses", new([], [Other("one-address", "customer=cus_1")])),
        ("another one is under way and asks", new([], [Other("one-plan", "customer=cus_1")])),
        ("another one under a rule nobody knows", new([], [Other("gone", "customer=cus_1")])),
        ("the target is as it should be", new([], []) { Guards = [new("plan-now", "plus", "read"), new("mail-now", "a@example.com", "read") { Before = null }] }),
        ("the target is not as it should be", new([], []) { Guards = [new("plan-now", "basic", "read")] }),
        ("the target changed", new([], []) { Guards = [new("plan-now", "plus", "read"), new("mail-now", "b@example.com", "read") { Before = "a@example.com" }] }),
        ("the target did not answer", new([], []) { Guards = [new("plan-now", null, "it timed out"), new("mail-now", null, "no such customer")] }),
        ("its undoing is in doubt", new([], []) { UndoingInDoubt = "the latest drill of its undoing failed" }),
        ("everything at once", new([new("support-day", "support-day|USD", "USD", 249_990_00, 42_00, 250_000_00, TimeSpan.FromDays(1), false)], [Other("one-plan", "customer=cus_1")]) { UndoingInDoubt = "its undoing was never proven" }),
    ];

    [Fact]
    public void What_is_known_beside_a_request_makes_the_answer_stricter_and_is_said()
    {
        var text = new StringBuilder();

        foreach (var request in Requests)
        {
            foreach (var (name, facts) in Known)
            {
                var evaluation = CatalogEvaluator.Evaluate(Golden.Company, request, facts);
                text.Append($"== {request.Action} {request.Amount?.ToString() ?? ""} {request.Agent.Version}: {name}\n{evaluation.Outcome}, path {evaluation.Path?.Name ?? "none"}, canary {evaluation.Canary}, shadow {evaluation.Shadow?.Why}\n{evaluation.Explanation.Sentence}\n");
                foreach (var limit in evaluation.Explanation.Limits) text.Append($"  {(limit.Held ? "holds" : "passed")} {limit.Bound}: {limit.Value}; {limit.Allowed}\n");
                foreach (var clause in evaluation.Explanation.WouldDiffer) text.Append($"  {clause}\n");
            }
        }

        Golden.Holds("facts", text.ToString());
    }

    private static ActionRequest Refund(long minor) => Demo.Refund(minor) with { Agent = new("3.2.0", null, null) };

    private static ConflictingRequest Other(string conflict, string subject) =>
        new(conflict, subject, new("req_00000000000000000000000001"), new("accounts-bot"), new("change-plan"), "portal", conflict == "one-payment" ? new(5_00, "USD") : null, Demo.Now);
}
