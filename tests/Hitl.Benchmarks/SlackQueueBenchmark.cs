using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Hitl.Client;
using Hitl.Client.Requests;
using Hitl.Local;
using Hitl.Local.Story;

namespace Hitl.Benchmarks;

/// <summary>P22: with Slack taking one message a second per conversation, how long a card waits for its place, whether a flood of one agent holds up another, and what a request costs in calls.</summary>
internal static class SlackQueueBenchmark
{
    private const int Flood = 25;
    private const int MostOpen = 10;
    private const string Approver = "U0BEN";

    public static async Task<IReadOnlyList<Measurement>> RunAsync(BenchmarkOptions options)
    {
        var directory = BenchmarkCluster.NewDirectory("hitl-bench-queue-");
        var catalog = Path.Combine(directory, "catalog.yaml");
        await File.WriteAllTextAsync(catalog, (await File.ReadAllTextAsync(Path.Combine("deploy", "catalog", "demo.yaml"))).Replace("risk: medium", "risk: low", StringComparison.Ordinal));
        await using var system = await LocalSystem.StartAsync(new(false, Path.Combine(directory, ".hitl"), catalog), CancellationToken.None);
        using var gateway = new HttpClient { BaseAddress = system.Settings.Gateway };
        using var sandbox = new HttpClient { BaseAddress = system.Settings.Sandbox };
        var slack = new SlackDriver(sandbox);
        var flood = new HitlClient(gateway, system.Settings.ApiKey("support-bot"));
        var quiet = new HitlClient(gateway, system.Settings.ApiKey("billing-bot"));
        (await sandbox.PutAsJsonAsync("_sandbox/faults/slack", new JsonObject { ["kind"] = "tier_limits" })).EnsureSuccessStatusCode();

        var requests = new List<string>();
        var from = Stopwatch.GetTimestamp();
        for (var n = 0; n < Flood; n++) requests.Add(await AskAsync(flood, $"flood-{n}"));
        var places = new List<double>();
        // Any ten of them: asked within milliseconds of one another, they are not evaluated in the order they were asked.
        var open = new HashSet<string>(StringComparer.Ordinal);
        while (open.Count < MostOpen)
        {
            string? next = null;
            places.Add(await UntilAsync(async () => (next = await NewAsync(slack, requests, open)) is not null, from));
            open.Add(next!);
        }

        var digest = await UntilAsync(async () => (await sandbox.GetStringAsync($"_sandbox/slack/users/{Approver}/messages")).Contains("more requests wait", StringComparison.Ordinal), from);
        var other = await AskAsync(quiet, "quiet");
        var asked = Stopwatch.GetTimestamp();
        await ApproveAsync(slack, open.First());
        var fair = await ShownAsync(slack, other, asked);
        foreach (var request in Next(requests, open, other)) await DecideAsync(slack, request);
        await UntilAsync(async () => (await flood.GetAsync(requests[^1])).IsFinal, from);
        var (posts, updates) = await CallsAsync(sandbox, requests);

        var late = places.Select((seconds, place) => seconds - (place + 1)).Max();
        return
        [
            new("P22", "card at 1 message/s per conversation: longest wait beyond its place in the queue", "≈ its place (≤ 3 s late)", Text(late), late <= 3),
            new("P22a", $"digest that names what waits beyond {MostOpen}", "once, after them", Text(digest), digest <= MostOpen + 6),
            new("P22b", $"another agent's card behind {Flood - MostOpen} waiting of one agent, once a place is free", "next", Text(fair), fair <= 5),
            new("P22c", "calls for one request", "≤ 1 post, ≤ 3 updates", string.Create(CultureInfo.InvariantCulture, $"{posts} post, {updates} updates at most"), posts <= 1 && updates <= 3),
        ];
    }

    private static async Task<string> AskAsync(HitlClient agent, string name) => (await agent.SubmitAsync(
        new SubmitBody
        {
            Action = "refund", Customer = new("cus_" + name, "retail"), Channel = "chat", Amount = 42_000, Currency = "USD", Parameters = new JsonObject { ["charge"] = "ch_" + name },
            Rationale = "A benchmark.",
        },
        "queue-" + name)).Request.Id;

    // Those that have a card first: the others get theirs when places become free.
    private static IEnumerable<string> Next(IReadOnlyCollection<string> requests, IReadOnlySet<string> open, string other) =>
        [.. open.Skip(1), other, .. requests.Where(request => !open.Contains(request))];

    private static async Task<string?> NewAsync(SlackDriver slack, IEnumerable<string> requests, IReadOnlySet<string> known)
    {
        foreach (var request in requests.Where(request => !known.Contains(request)))
        {
            if (await slack.OpenCardAsync(Approver, request, CancellationToken.None) is not null) return request;
        }

        return null;
    }

    private static Task<double> ShownAsync(SlackDriver slack, string request, long from) =>
        UntilAsync(async () => await slack.OpenCardAsync(Approver, request, CancellationToken.None) is not null, from);

    private static async Task DecideAsync(SlackDriver slack, string request)
    {
        await ShownAsync(slack, request, Stopwatch.GetTimestamp());
        await ApproveAsync(slack, request);
    }

    private static async Task ApproveAsync(SlackDriver slack, string request)
    {
        var card = await slack.OpenCardAsync(Approver, request, CancellationToken.None) ?? throw new InvalidOperationException($"{request} has no card any more.");
        var clicked = await slack.ClickAsync(Approver, card, "hitl.approve", null, CancellationToken.None);
        if (clicked["refusal"] is { } refused) throw new InvalidOperationException($"Slack did not send the click on {request}: {refused}.");
    }

    private static async Task<double> UntilAsync(Func<Task<bool>> holds, long from)
    {
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!await holds())
        {
            if (Stopwatch.GetElapsedTime(from) > TimeSpan.FromMinutes(5)) throw new TimeoutException("It did not come about within five minutes.");
            await looks.WaitForNextTickAsync();
        }

        return Stopwatch.GetElapsedTime(from).TotalSeconds;
    }

    // Calls that Slack took; those it refused for their rate cost it nothing.
    private static async Task<(int Posts, int Updates)> CallsAsync(HttpClient sandbox, List<string> requests)
    {
        var (posts, updates) = (0, 0);
        foreach (var method in new[] { "chat.postMessage", "chat.update" })
        {
            var calls = JsonNode.Parse(await sandbox.GetStringAsync("_sandbox/slack/calls?method=" + method))!.AsArray()
                .Select(call => call!.ToJsonString()).Where(call => call.Contains("\"ok\":true", StringComparison.Ordinal) && call.Contains("hitl_card", StringComparison.Ordinal)).ToList();
            var most = requests.Max(request => calls.Count(call => call.Contains("Request " + request, StringComparison.Ordinal)));
            if (method == "chat.update") updates = most;
            else posts = most;
        }

        return (posts, updates);
    }

    private static string Text(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s");
}
