using Hitl.Gateway;
using Hitl.Gateway.Callers;
using Microsoft.Extensions.Options;

namespace Hitl.Tests.Gateway;

public sealed class RateLimitsTests
{
    private readonly ManualTime _clock = new();

    [Fact]
    public void Who_floods_runs_dry_alone_and_is_told_when_to_come_back()
    {
        var limits = new RateLimits(Options.Create(new GatewayOptions { CallsPerSecond = 10, Burst = 20 }), _clock);
        var flood = Caller("flood-bot");
        foreach (var _ in Enumerable.Range(0, 20)) Assert.Null(limits.Take(flood));

        var refused = limits.Take(flood);
        var other = limits.Take(Caller("support-bot"));

        Assert.Equal(("rate.limited", 429, 1), (refused!.Code, refused.Status, refused.RetryAfter));
        Assert.Null(other);
    }

    [Fact]
    public void A_dry_bucket_fills_at_its_rate_and_never_beyond_its_burst()
    {
        var limits = new RateLimits(Options.Create(new GatewayOptions { CallsPerSecond = 10, Burst = 20 }), _clock);
        var caller = Caller("flood-bot");
        foreach (var _ in Enumerable.Range(0, 21)) limits.Take(caller);

        _clock.Forward(TimeSpan.FromSeconds(1));
        var afterOneSecond = Enumerable.Range(0, 30).Count(_ => limits.Take(caller) is null);
        _clock.Forward(TimeSpan.FromHours(1));
        var afterAnHour = Enumerable.Range(0, 100).Count(_ => limits.Take(caller) is null);

        Assert.Equal((10, 20), (afterOneSecond, afterAnHour));
    }

    private static Caller Caller(string name) => new(CallerKind.Actor, name, name, []);
}
