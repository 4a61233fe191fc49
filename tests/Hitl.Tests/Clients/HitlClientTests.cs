using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Hitl.Client;
using Hitl.Client.Problems;
using Hitl.Tests.Gateway;

namespace Hitl.Tests.Clients;

public sealed class HitlClientTests
{
    private readonly ManualTime _clock = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_write_is_retried_with_the_same_key_while_the_gateway_restarts()
    {
        var line = new Line(Unreachable, ClosedAtOnce, Answer(503, "storage.unavailable"), Answer(200, null, """{"id":"i","request":"r","kind":"replay","by":"gus","reason":"back","at":"2026-01-01T00:00:00Z"}"""));

        var intervention = await Client(line).ReplayAsync("req_1", "back", cancel: Cancel);

        Assert.Equal("gus", intervention.By);
        Assert.Equal(4, line.Keys.Count);
        Assert.Single(line.Keys.Distinct());
    }

    [Fact]
    public async Task An_answer_that_is_cut_in_the_middle_is_asked_for_again_with_the_same_key()
    {
        var cut = new Pipe();
        await cut.Writer.WriteAsync("{\"id\":"u8.ToArray(), Cancel);
        await cut.Writer.CompleteAsync(new IOException("The response ended prematurely."));
        var content = new StreamContent(cut.Reader.AsStream()) { Headers = { ContentType = new("application/json") } };
        var line = new Line(() => new(HttpStatusCode.OK) { Content = content }, Answer(200, null, """{"id":"i","request":"r","kind":"replay","by":"gus","reason":"back","at":"2026-01-01T00:00:00Z"}"""));

        var intervention = await Client(line).ReplayAsync("req_1", "back", cancel: Cancel);

        Assert.Equal("gus", intervention.By);
        Assert.Equal(2, line.Keys.Count);
        Assert.Single(line.Keys.Distinct());
    }

    [Fact]
    public async Task A_refusal_is_not_retried_and_carries_the_problem()
    {
        var line = new Line(Answer(409, "request.not_cancellable"));

        var refused = await Assert.ThrowsAsync<HitlApiException>(() => Client(line).WithdrawAsync("req_1", "", Cancel));

        Assert.Equal(("request.not_cancellable", 409, "what was wrong", false), (refused.Code, refused.Status, refused.Problem.Detail, refused.IsTransient));
        Assert.Single(line.Keys);
    }

    [Fact]
    public async Task Patience_ends_after_five_seconds()
    {
        var line = new Line([.. Enumerable.Repeat<Func<HttpResponseMessage>>(Unreachable, 100)]);
        var started = _clock.GetTimestamp();

        var failed = await Assert.ThrowsAsync<HitlApiException>(() => Client(line).WhoAmIAsync(Cancel));

        Assert.Equal(("gateway.unreachable", 0, true), (failed.Code, failed.Status, failed.IsTransient));
        Assert.InRange(_clock.GetElapsedTime(started), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task The_gateways_own_pause_is_kept()
    {
        var line = new Line(Answer(429, "rate.limited", retryAfter: 2), Answer(200, null, """{"kind":"actor","id":"support-bot","name":"support-bot","duties":[]}"""));
        var started = _clock.GetTimestamp();

        await Client(line).WhoAmIAsync(Cancel);

        Assert.Equal(TimeSpan.FromSeconds(2), _clock.GetElapsedTime(started));
    }

    [Fact]
    public async Task An_answer_of_something_else_is_named_as_such()
    {
        var html = new Line(Answer(200, null, "<html>hello</html>"));
        var proxy = new Line(Answer(418, null, "teapot"));

        var unreadable = await Assert.ThrowsAsync<HitlApiException>(() => Client(html).WhoAmIAsync(Cancel));
        var unnamed = await Assert.ThrowsAsync<HitlApiException>(() => Client(proxy).WhoAmIAsync(Cancel));

        Assert.Equal(("gateway.unreadable", "http.418"), (unreadable.Code, unnamed.Code));
    }

    private static HttpResponseMessage Unreachable() => throw new HttpRequestException("connection refused");

    // As the pool of connections lets it through when the peer closes in the moment it is connected to.
    private static HttpResponseMessage ClosedAtOnce() => throw new SocketException((int)SocketError.NotConnected);

    private static Func<HttpResponseMessage> Answer(int status, string? code, string body = "", int? retryAfter = null) => () =>
    {
        var text = code is null ? body : $$"""{"type":"/problems/{{code}}","title":"t","status":{{status}},"code":"{{code}}","detail":"what was wrong"}""";
        var answer = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(text, Encoding.UTF8, code is null ? "application/json" : "application/problem+json") };
        if (retryAfter is { } seconds) answer.Headers.RetryAfter = new(TimeSpan.FromSeconds(seconds));
        return answer;
    };

    private HitlClient Client(Line line) => new(new HttpClient(line) { BaseAddress = new("http://gateway.test/") }, "hitl_key", _clock);

    /// <summary>A network that answers as told, one answer per call.</summary>
    private sealed class Line(params Func<HttpResponseMessage>[] answers) : HttpMessageHandler
    {
        public List<string?> Keys { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Keys.Add(request.Headers.TryGetValues("Idempotency-Key", out var keys) ? keys.Single() : null);
            return Task.FromResult(answers[Keys.Count - 1]());
        }
    }
}
