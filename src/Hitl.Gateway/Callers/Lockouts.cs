using System.Collections.Concurrent;
using System.Net;
using Hitl.Gateway.Problems;
using Microsoft.Extensions.Options;

namespace Hitl.Gateway.Callers;

/// <summary>Shuts an address out for a while that keeps guessing credentials: longer each time, and a right guess meanwhile is refused like a wrong one.</summary>
internal sealed class Lockouts(IOptions<GatewayOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);
    private readonly ConcurrentDictionary<IPAddress, Record> _records = new();

    /// <summary>Why an address is not listened to now; null when it is.</summary>
    public Refusal? Of(IPAddress? address)
    {
        if (address is null || !_records.TryGetValue(address, out var record)) return null;
        lock (record)
        {
            var left = record.LockedUntil - clock.GetUtcNow();
            return left <= TimeSpan.Zero
                ? null
                : new(429, "auth.locked_out", "Too many credentials from this address were not good; wait, and check the key.") { RetryAfter = (int)Math.Ceiling(left.TotalSeconds) };
        }
    }

    /// <summary>Counts one credential that was not good.</summary>
    public void Failed(IPAddress? address)
    {
        if (address is null) return;
        var now = clock.GetUtcNow();
        foreach (var old in _records.Where(pair => now - pair.Value.Since > Longest && pair.Value.LockedUntil < now - Longest).Take(10)) _records.TryRemove(old);
        var record = _records.GetOrAdd(address, _ => new());
        lock (record)
        {
            if (now - record.Since > Window) (record.Since, record.Failures) = (now, 0);
            if (++record.Failures < options.Value.FailedCredentials) return;
            var length = Shortest * Math.Pow(2, Math.Min(record.Locks++, 10));
            (record.LockedUntil, record.Failures, record.Since) = (now + (length < Longest ? length : Longest), 0, now);
        }
    }

    private sealed class Record
    {
        public DateTimeOffset Since { get; set; }

        public DateTimeOffset LockedUntil { get; set; }

        public int Failures { get; set; }

        public int Locks { get; set; }
    }
}
