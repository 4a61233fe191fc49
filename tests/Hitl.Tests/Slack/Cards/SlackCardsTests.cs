using System.Text.Json.Nodes;
using Hitl.Escalations.Cards;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Stages;
using Hitl.Slack;
using Hitl.Slack.Cards;
using Hitl.Slack.WebApi;
using Hitl.Tests.Sandbox.Running;
using Hitl.Tests.Workflows;
using Microsoft.Extensions.Options;

namespace Hitl.Tests.Slack.Cards;

public sealed class SlackCardsTests : IAsyncLifetime
{
    private readonly FakeTime _time = new() { Now = DateTimeOffset.UnixEpoch };
    private RunningSandbox _sandbox = null!;
    private HttpClient _http = null!;
    private SlackCards _cards = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await RunningSandbox.StartAsync();
        _http = new();
        var options = Options.Create(new SlackOptions
        {
            ApiUrl = new(_sandbox.Http.BaseAddress!, "api"), BotToken = "xoxb-local-sandbox", Timeout = TimeSpan.FromSeconds(5),
        });
        _cards = new(new(_http, options, _time), options);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _sandbox.DisposeAsync();
    }

    [Fact]
    public async Task A_card_arrives_in_direct_messages_as_blocks_with_nothing_but_an_opaque_id_beside_them()
    {
        var posted = await _cards.PostAsync(Faces.Open(), "U0BEN", "d-1", Cancel);

        var message = Assert.Single(await MessagesAsync());
        Assert.Equal((CardDeliveryOutcome.Shown, "D0BEN"), (posted.Outcome, posted.Location!.Channel));
        Assert.Equal(64, posted.ShownHash!.Length);
        Assert.Equal("""{"event_type":"hitl_card","event_payload":{"delivery_id":"d-1"}}""", message["metadata"]!.ToJsonString());
        Assert.Empty(message["mentions"]?.AsArray() ?? []);
    }

    [Fact]
    public async Task An_update_takes_the_buttons_away()
    {
        var posted = await _cards.PostAsync(Faces.Open(), "U0BEN", "d-1", Cancel);

        var updated = await _cards.UpdateAsync(Faces.Closed(RequestState.Executed, StageStatus.Approved, "Done."), posted.Location!, "d-1", Cancel);

        Assert.Equal(CardDeliveryOutcome.Shown, updated.Outcome);
        Assert.DoesNotContain("hitl.approve", Assert.Single(await MessagesAsync())["blocks"]!.ToJsonString());
    }

    [Theory]
    [InlineData("""{"kind":"error","error":"channel_not_found","on":"chat.postMessage"}""", CardDeliveryOutcome.Refused, null)]
    [InlineData("""{"kind":"error","error":"user_not_found","on":"chat.postMessage"}""", CardDeliveryOutcome.Refused, null)]
    [InlineData("""{"kind":"error","error":"msg_too_long","on":"chat.postMessage"}""", CardDeliveryOutcome.Refused, null)]
    [InlineData("""{"kind":"error","error":"invalid_auth","on":"chat.postMessage"}""", CardDeliveryOutcome.Later, 30)]
    [InlineData("""{"kind":"error","error":"token_revoked","on":"chat.postMessage"}""", CardDeliveryOutcome.Later, 30)]
    [InlineData("""{"kind":"error","error":"missing_scope","on":"chat.postMessage"}""", CardDeliveryOutcome.Later, 30)]
    [InlineData("""{"kind":"error","error":"fatal_error","on":"chat.postMessage"}""", CardDeliveryOutcome.Unknown, null)]
    [InlineData("""{"kind":"rate_limit","retry_after":1,"on":"chat.postMessage"}""", CardDeliveryOutcome.Later, 1)]
    [InlineData("""{"kind":"rate_limit","retry_after":0,"on":"chat.postMessage"}""", CardDeliveryOutcome.Later, 1)]
    [InlineData("""{"kind":"rate_limit","retry_after":86400,"on":"chat.postMessage"}""", CardDeliveryOutcome.Later, 3600)]
    [InlineData("""{"kind":"rate_limit","retry_after":"abc","on":"chat.postMessage"}""", CardDeliveryOutcome.Later, 30)]
    [InlineData("""{"kind":"rate_limit","on":"chat.postMessage"}""", CardDeliveryOutcome.Later, 30)]
    [InlineData("""{"kind":"http","status":500,"on":"chat.postMessage"}""", CardDeliveryOutcome.Unknown, null)]
    [InlineData("""{"kind":"http","status":503,"on":"chat.postMessage"}""", CardDeliveryOutcome.Unknown, null)]
    [InlineData("""{"kind":"html","on":"chat.postMessage"}""", CardDeliveryOutcome.Unknown, null)]
    [InlineData("""{"kind":"truncate","on":"chat.postMessage"}""", CardDeliveryOutcome.Unknown, null)]
    [InlineData("""{"kind":"cut_before","on":"chat.postMessage"}""", CardDeliveryOutcome.Unknown, null)]
    [InlineData("""{"kind":"cut_after","on":"chat.postMessage"}""", CardDeliveryOutcome.Unknown, null)]
    public async Task What_Slack_does_to_a_post_is_an_answer(string fault, CardDeliveryOutcome outcome, int? retrySeconds)
    {
        await _sandbox.FaultAsync("slack", fault);

        var posted = await _cards.PostAsync(Faces.Open(), "U0BEN", "d-1", Cancel);

        Assert.Equal((outcome, retrySeconds), (posted.Outcome, (int?)posted.RetryAfter?.TotalSeconds));
        Assert.NotNull(posted.Error);
    }

    [Fact]
    public async Task A_post_whose_answer_was_lost_is_found_by_its_delivery_id()
    {
        await _cards.PostAsync(Faces.Open(), "U0BEN", "d-0", Cancel);
        await _sandbox.FaultAsync("slack", """{"kind":"cut_after","times":1,"on":"chat.postMessage"}""");
        await _cards.PostAsync(Faces.Open(), "U0BEN", "d-1", Cancel);

        var found = await _cards.FindAsync("U0BEN", "d-1", DateTimeOffset.UnixEpoch.AddMinutes(1), Cancel);

        Assert.Equal(2, (await MessagesAsync()).Count());
        Assert.Equal("D0BEN", Assert.Single(found).Channel);
    }

    [Fact]
    public async Task A_card_is_found_among_hundreds_of_long_ones()
    {
        await _cards.PostAsync(Faces.Open(), "U0BEN", "d-first", Cancel);
        var parameters = new JsonObject(Enumerable.Range(0, 40).Select(n => KeyValuePair.Create<string, JsonNode?>($"p{n}", new string('p', 250))));
        var many = Faces.Open(new string('r', 2_900), parameters) with { Evidence = [.. Enumerable.Range(0, 10).Select(_ => new string('e', 290))] };
        for (var n = 0; n < 250; n++) await _cards.PostAsync(many, "U0BEN", $"d-{n}", Cancel);

        var found = await _cards.FindAsync("U0BEN", "d-first", DateTimeOffset.UnixEpoch.AddMinutes(1), Cancel);

        Assert.Single(found);
        Assert.InRange((await _sandbox.DriveAsync(HttpMethod.Get, "slack/users/U0BEN/messages")).ToJsonString().Length, 2_500_000, int.MaxValue);
    }

    [Fact]
    public void The_longest_card_fits_its_share_of_a_page_of_history()
    {
        var card = CardRenderer.Render(Faces.Hostile(string.Concat(Enumerable.Repeat("\U0001F600", 6_000))));

        Assert.InRange(card.Blocks.ToJsonString().Length + card.Text.Length * 6, CardRenderer.TextBudget, SlackWebApi.LongestMessage);
    }

    [Fact]
    public async Task Not_being_able_to_look_is_no_answer()
    {
        await _sandbox.FaultAsync("slack", """{"kind":"http","status":503,"on":"conversations.history"}""");

        await Assert.ThrowsAsync<SlackUnavailableException>(() => _cards.FindAsync("U0BEN", "d-1", DateTimeOffset.UnixEpoch, Cancel));
    }

    [Fact]
    public async Task A_channel_that_is_rate_limited_is_left_alone_until_its_time()
    {
        await _sandbox.FaultAsync("slack", """{"kind":"rate_limit","retry_after":30,"times":1,"on":"chat.postMessage"}""");
        await _cards.PostAsync(Faces.Open(), "U0BEN", "d-1", Cancel);
        _time.Pass(TimeSpan.FromSeconds(10));

        var held = await _cards.PostAsync(Faces.Open(), "U0BEN", "d-1", Cancel);
        var other = await _cards.PostAsync(Faces.Open(), "U0EMIL", "d-2", Cancel);
        _time.Pass(TimeSpan.FromSeconds(20));
        var later = await _cards.PostAsync(Faces.Open(), "U0BEN", "d-1", Cancel);

        Assert.Equal((CardDeliveryOutcome.Later, TimeSpan.FromSeconds(20)), (held.Outcome, held.RetryAfter));
        Assert.Equal((CardDeliveryOutcome.Shown, CardDeliveryOutcome.Shown), (other.Outcome, later.Outcome));
    }

    [Fact]
    public async Task A_message_that_is_gone_is_said_to_be_gone()
    {
        var posted = await _cards.PostAsync(Faces.Open(), "U0BEN", "d-1", Cancel);

        var updated = await _cards.UpdateAsync(Faces.Open(), new("D0BEN", "1.000001"), "d-1", Cancel);

        Assert.Equal((CardDeliveryOutcome.Shown, CardDeliveryOutcome.Gone), (posted.Outcome, updated.Outcome));
    }

    [Fact]
    public async Task A_copy_is_retired_and_a_reminder_goes_into_the_thread()
    {
        var posted = await _cards.PostAsync(Faces.Open(), "U0BEN", "d-1", Cancel);

        var reminded = await _cards.RemindAsync(Faces.Open(), posted.Location!, Cancel);
        var retired = await _cards.RetireAsync(posted.Location!, Cancel);

        Assert.Equal((CardDeliveryOutcome.Shown, CardDeliveryOutcome.Shown), (reminded.Outcome, retired.Outcome));
        Assert.Contains("superseded", (await MessagesAsync()).First()["blocks"]!.ToJsonString());
    }

    [Fact]
    public async Task No_server_at_all_means_later()
    {
        var options = Options.Create(new SlackOptions { ApiUrl = new("http://127.0.0.1:9/api/"), BotToken = "xoxb-local-sandbox", Timeout = TimeSpan.FromSeconds(2) });

        var posted = await new SlackCards(new(_http, options, _time), options).PostAsync(Faces.Open(), "U0BEN", "d-1", Cancel);

        Assert.Equal((CardDeliveryOutcome.Later, "no_connection"), (posted.Outcome, posted.Error));
    }

    [Theory]
    [InlineData("https://evil.example/respond")]
    [InlineData("http://hooks.slack.com/actions/1")]
    [InlineData("https://hooks.slack.com.evil.example/1")]
    [InlineData("not an address")]
    public async Task A_response_url_that_is_not_Slacks_is_not_called(string url)
    {
        var options = Options.Create(new SlackOptions { BotToken = "xoxb-local-sandbox" });

        var reply = await new SlackWebApi(_http, options, _time).RespondAsync(url, "hello", Cancel);

        Assert.Equal("foreign_response_url", reply.Error);
    }

    private async Task<IEnumerable<JsonObject>> MessagesAsync() =>
        (await _sandbox.DriveAsync(HttpMethod.Get, "slack/users/U0BEN/messages")).AsArray().OfType<JsonObject>().ToList();
}
