using System.Security.Cryptography;

namespace Hitl.Sandbox.Slack.Model;

/// <summary>Hands out trigger ids: three seconds, one use.</summary>
internal sealed class TriggerBook(TimeProvider clock)
{
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(3);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Trigger> _triggers = [];
    private readonly Queue<(string Id, DateTimeOffset Issued)> _oldest = new();

    public string Issue(string user, string? channel)
    {
        var now = clock.GetUtcNow();
        var id = $"{now.ToUnixTimeMilliseconds()}.{RandomNumberGenerator.GetInt32(int.MaxValue)}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}";
        lock (_gate)
        {
            // Old ones are kept a while, so that "expired" can be told from "never issued".
            while (_oldest.TryPeek(out var old) && old.Issued < now.AddMinutes(-10)) _triggers.Remove(_oldest.Dequeue().Id);
            _triggers[id] = new(user, channel, now, false);
            _oldest.Enqueue((id, now));
        }

        return id;
    }

    /// <summary>Uses a trigger up.</summary>
    /// <returns>The person it was issued for, or Slack's error.</returns>
    public (string? User, string? Error) Exchange(string? id)
    {
        lock (_gate)
        {
            if (id is null || !_triggers.TryGetValue(id, out var trigger)) return (null, "invalid_trigger_id");
            if (trigger.Used) return (null, "exchanged_trigger_id");
            if (clock.GetUtcNow() - trigger.Issued > Life) return (null, "expired_trigger_id");
            _triggers[id] = trigger with { Used = true };
            return (trigger.User, null);
        }
    }

    private sealed record Trigger(string User, string? Channel, DateTimeOffset Issued, bool Used);
}
