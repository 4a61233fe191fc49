using System.Collections.Concurrent;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Intake;
using Hitl.Gateway.Problems;
using Microsoft.Extensions.Options;

namespace Hitl.Gateway.Requests;

/// <summary>Caps an agent's open requests. Counts in the store only when its own count is old or at the limit, so a post costs no query for it.</summary>
internal sealed class OpenRequests(IRequestIntake intake, IOptions<GatewayOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan Trusted = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<ActorId, Estimate> _estimates = new();

    public async Task<Refusal?> CheckAsync(ActorId actor, CancellationToken cancel)
    {
        var most = options.Value.MostOpenRequests;
        if (_estimates.TryGetValue(actor, out var known) && known.Count < most && clock.GetElapsedTime(known.At) < Trusted) return null;
        var counted = await intake.OpenCountAsync(actor, cancel);
        _estimates[actor] = new(counted, clock.GetTimestamp());
        return counted < most
            ? null
            : new(429, "limit.open_requests", $"{actor} has {counted:N0} open requests; the limit is {most:N0}. Wait for some to end, or withdraw them.") { RetryAfter = 30 };
    }

    public void Added(ActorId actor) => _estimates.AddOrUpdate(actor, _ => new(1, long.MinValue), (_, known) => known with { Count = known.Count + 1 });

    private sealed record Estimate(int Count, long At);
}
