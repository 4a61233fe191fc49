namespace Hitl.Sandbox.Slack.Api;

/// <summary>Slack's published rate tiers, enforced only while the <c>tier_limits</c> switch is on.</summary>
internal sealed class RateTiers(TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private static readonly Dictionary<string, int> PerMinute = new()
    {
        ["apps.connections.open"] = 1, ["users.list"] = 20, ["usergroups.users.list"] = 20, ["conversations.list"] = 20, ["dnd.teamInfo"] = 20,
        ["chat.update"] = 50, ["chat.delete"] = 50, ["users.lookupByEmail"] = 50, ["users.getPresence"] = 50, ["dnd.info"] = 50,
        ["conversations.open"] = 50, ["conversations.history"] = 50, ["conversations.replies"] = 50, ["conversations.info"] = 50,
    };

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Queue<DateTimeOffset>> _calls = [];

    /// <summary>Counts a call.</summary>
    /// <returns>Whole seconds until the next is allowed; null when this one is.</returns>
    public int? Count(string method, string? channel)
    {
        var (key, most, window) = method == "chat.postMessage"
            ? ($"{method} {channel}", 1, TimeSpan.FromSeconds(1))
            : (method, PerMinute.GetValueOrDefault(method, 100), Window);
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            if (!_calls.TryGetValue(key, out var calls)) _calls[key] = calls = new();
            while (calls.TryPeek(out var first) && now - first >= window) calls.Dequeue();
            if (calls.Count >= most) return (int)Math.Ceiling((calls.Peek() + window - now).TotalSeconds);
            calls.Enqueue(now);
            return null;
        }
    }
}
