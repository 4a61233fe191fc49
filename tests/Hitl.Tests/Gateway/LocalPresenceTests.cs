using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Hitl.Slack.People;
using Hitl.Slack.WebApi;

namespace Hitl.Tests.Gateway;

/// <summary>Presence and do-not-disturb as the local Slack tells them.</summary>
[Collection(GatewayCollection.Name)]
public sealed class LocalPresenceTests(GatewayWorld world)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("active", false, 0, 0, "")]
    [InlineData("away", false, 0, 0, "is away in Slack")]
    [InlineData("active", true, -60, 60, "has do-not-disturb on in Slack")]
    [InlineData("active", true, 60, 120, "")]
    [InlineData("active", true, -120, -60, "")]
    [InlineData("active", false, -60, 60, "")]
    public async Task Only_what_slack_says_for_sure_is_idle(string presence, bool quiet, int from, int until, string expected)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        await SetAsync(new() { ["presence"] = presence, ["dnd_enabled"] = quiet, ["next_dnd_start_ts"] = now + from, ["next_dnd_end_ts"] = now + until });

        var idle = await new SlackPresence(world.Get<SlackWebApi>(), TimeProvider.System).IdleAsync("U0HANA", Cancel);
        await SetAsync(new() { ["presence"] = "active", ["dnd_enabled"] = false });

        Assert.Equal(expected, idle);
    }

    [Fact]
    public async Task Of_somebody_slack_does_not_know_nothing_is_concluded() =>
        Assert.Null(await new SlackPresence(world.Get<SlackWebApi>(), TimeProvider.System).IdleAsync("U0NOBODY", Cancel));

    private async Task SetAsync(JsonObject user)
    {
        using var http = new HttpClient { BaseAddress = world.SandboxAddress };
        (await http.PutAsJsonAsync("_sandbox/slack/users/U0HANA", user, Cancel)).EnsureSuccessStatusCode();
    }
}
