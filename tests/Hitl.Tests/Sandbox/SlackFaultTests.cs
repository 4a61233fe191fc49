using System.Text.Json.Nodes;
using Hitl.Tests.Sandbox.Running;

namespace Hitl.Tests.Sandbox;

public sealed class SlackFaultTests
{
    [Theory]
    [InlineData("""{"kind":"http","status":502,"times":1}""", 502, null, false)]
    [InlineData("""{"kind":"html","times":1}""", 200, null, false)]
    [InlineData("""{"kind":"error","error":"token_revoked","times":1}""", 200, "token_revoked", false)]
    [InlineData("""{"kind":"rate_limit","retry_after":30,"times":1}""", 429, "ratelimited", false)]
    [InlineData("""{"kind":"rate_limit","retry_after":"abc","times":1}""", 429, "ratelimited", false)]
    [InlineData("""{"kind":"rate_limit","times":1}""", 429, "ratelimited", false)]
    [InlineData("""{"kind":"cut_before","times":1}""", 0, null, false)]
    [InlineData("""{"kind":"cut_after","times":1}""", 0, null, true)]
    [InlineData("""{"kind":"truncate","times":1}""", 0, null, true)]
    [InlineData("""{"kind":"error","error":"fatal_error","on":"chat.update"}""", 200, null, true)]
    [InlineData("""{"kind":"error","error":"fatal_error","only":"U0BEN"}""", 200, null, true)]
    public async Task A_call_fails_as_switched_and_only_then(string fault, int status, string? error, bool took)
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        await sandbox.FaultAsync("slack", fault);

        var (answered, said) = await TryPostAsync(sandbox);

        Assert.Equal(status, answered);
        Assert.Equal(error, said is JsonObject ? (string?)said["error"] : null);
        Assert.Equal(took ? 1 : 0, ((JsonArray)await sandbox.DriveAsync(HttpMethod.Get, "slack/messages")).Count);
        Assert.Equal(200, (await TryPostAsync(sandbox)).Status);
    }

    [Theory]
    [InlineData("timeout_before", 0)]
    [InlineData("timeout_after", 1)]
    public async Task A_timeout_holds_the_caller_and_then_cuts(string kind, int messages)
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        await sandbox.FaultAsync("slack", $$"""{"kind":"{{kind}}","seconds":30,"times":1}""");

        var posting = TryPostAsync(sandbox);
        await sandbox.Time.AdvanceWhenAwaitedAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(0, (await posting).Status);
        Assert.Equal(messages, ((JsonArray)await sandbox.DriveAsync(HttpMethod.Get, "slack/messages")).Count);
    }

    [Fact]
    public async Task Published_rates_hold_only_while_switched_on()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        await TryPostAsync(sandbox);
        await TryPostAsync(sandbox);
        await sandbox.FaultAsync("slack", """{"kind":"tier_limits"}""");

        var first = await TryPostAsync(sandbox);
        var second = await TryPostAsync(sandbox);
        sandbox.Time.Advance(TimeSpan.FromSeconds(1));
        var later = await TryPostAsync(sandbox);

        Assert.Equal([200, 429, 200], [first.Status, second.Status, later.Status]);
    }

    [Fact]
    public async Task A_kind_nobody_knows_is_refused()
    {
        await using var sandbox = await RunningSandbox.StartAsync();

        var answer = await sandbox.DriveAsync(HttpMethod.Put, "faults/slack", JsonNode.Parse("""{"kind":"gremlins"}"""));

        Assert.Equal("not_a_fault", (string?)answer["error"]);
    }

    private static async Task<(int Status, JsonNode? Body)> TryPostAsync(RunningSandbox sandbox)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/chat.postMessage")
        {
            Content = new FormUrlEncodedContent([new("channel", "U0ADA"), new("text", "hello"), new("token", "xoxb-local-sandbox")]),
        };
        try
        {
            using var answer = await sandbox.Http.SendAsync(request, TestContext.Current.CancellationToken);
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            return ((int)answer.StatusCode, text.StartsWith('{') ? JsonNode.Parse(text) : null);
        }
        catch (HttpRequestException)
        {
            return (0, null);
        }
    }
}
