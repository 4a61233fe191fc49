using System.Collections.Concurrent;
using Hitl.Gateway.Problems;
using Microsoft.Extensions.Options;

namespace Hitl.Gateway.Callers;

/// <summary>A bucket of calls per principal: one that floods runs dry alone.</summary>
internal sealed class RateLimits(IOptions<GatewayOptions> options, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);

    /// <summary>Takes one call from the caller's bucket; the refusal says when the next one is there.</summary>
    public Refusal? Take(Caller caller)
    {
        var rate = options.Value.CallsPerSecond;
        var bucket = _buckets.GetOrAdd(caller.By, _ => new(options.Value.Burst, clock.GetTimestamp()));
        lock (bucket)
        {
            var now = clock.GetTimestamp();
            bucket.Left = Math.Min(options.Value.Burst, bucket.Left + (clock.GetElapsedTime(bucket.Since, now).TotalSeconds * rate));
            bucket.Since = now;
            if (bucket.Left < 1)
                return new(429, "rate.limited", $"More than {rate} calls a second. Slow down; other callers are not affected.") { RetryAfter = (int)Math.Ceiling((1 - bucket.Left) / rate) };
            bucket.Left--;
            return null;
        }
    }

    private sealed class Bucket(double left, long since)
    {
        public double Left { get; set; } = left;

        public long Since { get; set; } = since;
    }
}
