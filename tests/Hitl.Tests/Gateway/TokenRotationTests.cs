using Hitl.Escalations.Keys;
using Hitl.Slack.WebApi;
using Hitl.Tests.Postgres;

namespace Hitl.Tests.Gateway;

public sealed class TokenRotationTests(PostgresCluster cluster) : IAsyncLifetime
{
    private readonly GatewayWorld _world = new(cluster) { RefreshToken = "xoxe-1-local-sandbox" };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _world.InitializeAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Many_callers_refresh_once_and_what_was_got_is_kept_before_it_is_used()
    {
        await FaultAsync("""{"kind":"token_rotation"}""");
        var slack = _world.Get<SlackWebApi>();

        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => slack.AuthTestAsync(Cancel)));

        Assert.All(replies, reply => Assert.True(reply.IsOk, reply.Error));
        Assert.Equal(1, await RefreshesAsync());
        var kept = await _world.Get<ITokenVault>().CurrentAsync("slack.bot", _ => true, (_, _) => throw new InvalidOperationException("It is fresh."), Cancel);
        Assert.Equal(("xoxe.xoxb-local-sandbox-1", "xoxe-1-local-sandbox-1"), (kept!.Access, kept.Refresh));
    }

    [Fact]
    public async Task A_token_that_slack_says_has_ended_is_changed_and_the_next_call_goes_through()
    {
        var slack = _world.Get<SlackWebApi>();
        Assert.True((await slack.AuthTestAsync(Cancel)).IsOk);
        await FaultAsync("""{"kind":"error","error":"token_expired","on":"auth.test","times":1}""");

        var refused = await slack.AuthTestAsync(Cancel);
        var next = await slack.AuthTestAsync(Cancel);

        Assert.Equal(("token_expired", SlackReplyKind.Later), (refused.Error, refused.Kind));
        Assert.True(next.IsOk, next.Error);
        Assert.Equal(2, await RefreshesAsync());
    }

    [Fact]
    public async Task A_token_is_changed_two_hours_before_it_ends_and_a_failed_change_keeps_the_one_that_is_still_good()
    {
        var slack = _world.Get<SlackWebApi>();
        Assert.True((await slack.AuthTestAsync(Cancel)).IsOk);
        await FaultAsync("""{"kind":"http","status":503,"on":"oauth.v2.access"}""");

        using var later = _world.Clock.Forward(TimeSpan.FromHours(10.5));
        var during = await slack.AuthTestAsync(Cancel);
        await FaultAsync(null);
        var after = await slack.AuthTestAsync(Cancel);

        Assert.True(during.IsOk, during.Error);
        Assert.True(after.IsOk, after.Error);
        Assert.Equal("xoxe.xoxb-local-sandbox-2", (await _world.Get<ITokenVault>().CurrentAsync("slack.bot", _ => true, (_, _) => Task.FromResult<RotatingToken?>(null), Cancel))!.Access);
    }

    private async Task FaultAsync(string? rule)
    {
        using var http = new HttpClient { BaseAddress = _world.SandboxAddress };
        using var answer = rule is null ? await http.DeleteAsync("_sandbox/faults/slack", Cancel)
            : await http.PutAsync("_sandbox/faults/slack", new StringContent(rule, null, "application/json"), Cancel);
        answer.EnsureSuccessStatusCode();
    }

    private async Task<int> RefreshesAsync() => System.Text.Json.Nodes.JsonNode.Parse(await _world.Slack.ReadAsync("calls?method=oauth.v2.access"))!.AsArray().Count;
}
