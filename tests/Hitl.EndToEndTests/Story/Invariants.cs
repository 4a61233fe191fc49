using System.Text.Json.Nodes;
using Hitl.EndToEndTests.Processes;

namespace Hitl.EndToEndTests.Story;

/// <summary>I1–I10 of the reliability contract, held against the database, the engine's own, the targets' records and the local Slack after every test.</summary>
internal static class Invariants
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task CheckAsync(ProcessSystem system, CancellationToken cancel)
    {
        foreach (var (name, violations) in InvariantQueries.All)
        {
            var found = await system.Database.FindAsync(violations, cancel);
            Assert.True(found.Count == 0, $"{name}: {string.Join("; ", found.Take(5))}");
        }

        await WorkflowsLiveAsync(system, cancel);
        await CardsAreSingleAsync(system, cancel);
        await EffectsAgreeAsync(system, cancel);
        await LedgerVerifiesAsync(system, cancel);
    }

    /// <summary>I1 from the engine's side: what has not ended has a running workflow, and what waits for people a timer that will end the wait.</summary>
    public static IEnumerable<string> Stranded(IEnumerable<string> open, IReadOnlyCollection<string> running) =>
        open.Where(wanted => !running.Contains(wanted) && !running.Contains(wanted + " timer"));

    private static async Task WorkflowsLiveAsync(ProcessSystem system, CancellationToken cancel)
    {
        IReadOnlyList<string> stranded = [];
        try
        {
            // A request can end between the two readings; one that is stranded stays so.
            await Waiting.UntilAsync("every open request to have its workflow and timer", async () =>
            {
                var running = await system.Engine.FindAsync(EngineRuns, cancel);
                stranded = [.. Stranded(await system.Database.FindAsync(OpenRequests, cancel), running)];
                return stranded.Count == 0;
            }, Patience, cancel);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"I1 no live workflow or timer for: {string.Join("; ", stranded)}");
        }
    }

    /// <summary>What must be found running: the request, and with it a timer where people are waited for.</summary>
    private const string OpenRequests =
        """
        select 'request-' || r.id || case when exists (select from hitl.stage s where s.request = r.id and s.status = 'open') then ' timer' else '' end
          from hitl.request r
         where not r.ended and not exists (select from hitl.workflow_message m where m.request = r.id and m.kind = 'start' and m.delivered_at is null)
        """;

    private const string EngineRuns =
        """
        select r.workflow_id || case when s.next_due < 9223372036854775807 then ' timer' else '' end
          from temporal.run r join temporal.run_state s using (run_id) where r.status = 1
        """;

    /// <summary>I8 and I12: at most one message with live buttons per person and stage, and none for a stage that is over.</summary>
    private static async Task CardsAreSingleAsync(ProcessSystem system, CancellationToken cancel)
    {
        IReadOnlyList<string> wrong = [];
        try
        {
            await Waiting.UntilAsync("live cards to match open stages", async () =>
            {
                var live = LiveCards(await system.SlackMessagesAsync(cancel)).ToList();
                var open = await system.Database.FindAsync("select request || '.' || revision || '.' || ordinal from hitl.stage where status = 'open'", cancel);
                wrong = [.. Wrong(live, open.ToHashSet(StringComparer.Ordinal))];
                return wrong.Count == 0;
            }, Patience, cancel);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"I8 wrong live cards: {string.Join("; ", wrong)}");
        }
    }

    /// <summary>Stage and channel of each message that carries live buttons; a token's third to fifth parts name the stage.</summary>
    public static IEnumerable<(string Stage, string Channel)> LiveCards(IEnumerable<JsonObject> messages) =>
        from message in messages
        where (bool?)message["deleted"] != true
        let token = (message["actions"] as JsonArray ?? []).Select(action => (string?)action!["value"]).FirstOrDefault(value => value?.StartsWith("c1.", StringComparison.Ordinal) == true)
        where token is not null
        let parts = token.Split('.')
        select ($"{parts[2]}.{parts[3]}.{parts[4]}", (string)message["channel"]!);

    public static IEnumerable<string> Wrong(IReadOnlyCollection<(string Stage, string Channel)> live, IReadOnlySet<string> open) =>
        live.GroupBy(card => card).Where(same => same.Count() > 1).Select(same => $"{same.Count()} of {same.Key}")
            .Concat(live.Where(card => !open.Contains(card.Stage)).Select(card => $"{card} is over"));

    /// <summary>I3 and I9 from the other side: what the payment target did is what we believe, and no key took effect twice.</summary>
    private static async Task EffectsAgreeAsync(ProcessSystem system, CancellationToken cancel)
    {
        var done = await system.Database.FindAsync("select idempotency_key from hitl.effect where status = 'done' and step = 'refund-payment' and not is_compensation", cancel);
        var ledger = await system.PaymentEffectsAsync(cancel);
        var refunds = ledger.Where(effect => (string?)effect["kind"] == "refund").Select(effect => (string?)effect["key"]).ToList();

        Assert.Equal(refunds.Distinct().Count(), refunds.Count);
        Assert.All(done, key => Assert.Contains(key, refunds));
    }

    private static Task LedgerVerifiesAsync(ProcessSystem system, CancellationToken cancel) =>
        Waiting.UntilAsync("the ledger to verify", async () => (await system.Client("hana").AuditVerifyAsync(cancel)).IsIntact, Patience, cancel);
}
