using System.Net;
using Hitl.Slack;
using Hitl.Slack.SocketMode;
using Hitl.Tests.Gateway;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Hitl.Tests.Slack.SocketMode;

/// <summary>How long the client waits before it asks Slack for another connection.</summary>
public sealed class SocketPauseTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Pauses_grow_to_the_longest_and_two_gateways_do_not_come_back_as_one()
    {
        var one = await PausesAsync(40, () => new(HttpStatusCode.ServiceUnavailable));
        var other = await PausesAsync(40, () => new(HttpStatusCode.ServiceUnavailable));

        Assert.All(one.Index(), pause => Assert.InRange(pause.Item, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(Math.Min(Longest.TotalSeconds, Math.Pow(2, pause.Index)))));
        Assert.Contains(one, pause => pause > TimeSpan.FromSeconds(5));
        Assert.NotEqual(one, other);
    }

    [Fact]
    public async Task What_slack_asks_to_wait_is_waited_however_short_our_own_pause_is()
    {
        var pauses = await PausesAsync(3, () => new(HttpStatusCode.TooManyRequests) { Headers = { RetryAfter = new(TimeSpan.FromSeconds(120)) } });

        Assert.All(pauses, pause => Assert.Equal(TimeSpan.FromSeconds(120), pause));
    }

    private static async Task<IReadOnlyList<TimeSpan>> PausesAsync(int count, Func<HttpResponseMessage> answer)
    {
        var time = new ManualTime();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var asked = new List<DateTimeOffset>();
        using var http = new HttpClient(new Answering(() =>
        {
            asked.Add(time.GetUtcNow());
            if (asked.Count > count) stop.Cancel();
            return answer();
        }));
        var slack = Options.Create(new SlackOptions { BotToken = "xoxb-1" });
        var client = new SocketModeClient(
            new(http, slack, time), new Nobody(), new(), slack, Options.Create(new SocketModeOptions { AppToken = "xapp-1", SocketLongestPause = Longest }), time, NullLogger<SocketModeClient>.Instance);

        await client.RunAsync(stop.Token);

        return [.. asked.Zip(asked.Skip(1), (before, after) => after - before)];
    }

    private sealed class Answering(Func<HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(answer());
    }

    private sealed class Nobody : ISocketHandler
    {
        public Task<SocketAnswer?> HandleAsync(SocketEnvelope envelope, CancellationToken cancel) => throw new InvalidOperationException("No connection is ever opened.");
    }
}
