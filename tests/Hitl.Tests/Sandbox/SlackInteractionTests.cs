using System.Text;
using System.Text.Json.Nodes;
using System.Web;
using Hitl.Sandbox.Slack.Delivery;
using Hitl.Tests.Sandbox.Running;
using Microsoft.AspNetCore.Http;

namespace Hitl.Tests.Sandbox;

public sealed class SlackInteractionTests
{
    private const string Secret = "local-slack-signing-secret-for-development";
    private const string Modal = """{"type":"modal","callback_id":"deny","notify_on_close":true,"title":{"type":"plain_text","text":"Deny"},"submit":{"type":"plain_text","text":"Deny"},"blocks":[{"type":"input","block_id":"reason","label":{"type":"plain_text","text":"Reason"},"element":{"type":"plain_text_input","action_id":"text"}}]}""";

    [Fact]
    public async Task A_click_arrives_signed_as_a_form_with_one_payload()
    {
        await using var app = await StandInApp.StartAsync();
        await using var sandbox = await WithCard(app);

        var click = await ClickAsync(sandbox, """{"action_id":"approve"}""");

        var (headers, body) = Assert.Single(app.Received);
        var payload = Payload(body);
        Assert.Equal("application/x-www-form-urlencoded", headers.ContentType.ToString());
        Assert.Equal(SlackSigner.Sign(Secret, headers["X-Slack-Request-Timestamp"].ToString(), Encoding.UTF8.GetBytes(body)), headers["X-Slack-Signature"].ToString());
        Assert.Equal("block_actions", (string?)payload["type"]);
        Assert.Equal(("U0ADA", "T0HITL", "A0HITL"), ((string?)payload["user"]!["id"], (string?)payload["team"]!["id"], (string?)payload["api_app_id"]));
        Assert.Equal(("approve", "token"), ((string?)payload["actions"]![0]!["action_id"], (string?)payload["actions"]![0]!["value"]));
        Assert.Equal("D0ADA", (string?)payload["container"]!["channel_id"]);
        Assert.True((bool)click["delivered"]!);
    }

    [Theory]
    [InlineData("""{"action_id":"approve","forged_value":"other"}""", "actions.0.value", "other")]
    [InlineData("""{"action_id":"approve","patch":{"api_app_id":"A0OTHER"}}""", "api_app_id", "A0OTHER")]
    [InlineData("""{"action_id":"approve","patch":{"container":{"message_ts":"1.0"}}}""", "container.message_ts", "1.0")]
    public async Task A_forged_payload_is_signed_like_any_other(string click, string path, string value)
    {
        await using var app = await StandInApp.StartAsync();
        await using var sandbox = await WithCard(app);

        await ClickAsync(sandbox, click);

        JsonNode? found = Payload(Assert.Single(app.Received).Body);
        foreach (var step in path.Split('.')) found = int.TryParse(step, out var at) ? found![at] : found![step];
        Assert.Equal(value, (string?)found);
    }

    [Fact]
    public async Task An_app_that_does_not_answer_in_three_seconds_has_failed_in_front_of_the_person()
    {
        await using var app = await StandInApp.StartAsync();
        await using var sandbox = await WithCard(app);
        var release = new TaskCompletionSource();
        app.Answer = _ => release.Task;

        var clicking = ClickAsync(sandbox, """{"action_id":"approve"}""");
        await Eventually.True(() => !app.Received.IsEmpty);
        sandbox.Time.Advance(TimeSpan.FromSeconds(3));
        var click = await clicking;
        release.SetResult();

        Assert.False((bool)click["delivered"]!);
        Assert.Equal("http_timeout", (string?)click["error"]);
        Assert.NotNull(click["shown"]);
    }

    [Theory]
    [InlineData(2, 1, "exchanged_trigger_id")]
    [InlineData(0, 1, null)]
    [InlineData(0, 4, "expired_trigger_id")]
    public async Task A_trigger_opens_one_view_within_three_seconds(int earlierUses, int secondsLater, string? error)
    {
        await using var app = await StandInApp.StartAsync();
        await using var sandbox = await WithCard(app);
        await ClickAsync(sandbox, """{"action_id":"approve"}""");
        var arguments = new JsonObject { ["trigger_id"] = (string?)Payload(Assert.Single(app.Received).Body)["trigger_id"], ["view"] = JsonNode.Parse(Modal) };
        for (var i = 0; i < earlierUses; i++) await sandbox.ApiAsync("views.open", (JsonObject)arguments.DeepClone());
        sandbox.Time.Advance(TimeSpan.FromSeconds(secondsLater));

        var opened = await sandbox.ApiAsync("views.open", arguments);

        Assert.Equal(error, (string?)opened["error"]);
    }

    [Theory]
    [InlineData("", 0, "Deny")]
    [InlineData("""{"response_action":"clear"}""", 0, "Deny")]
    [InlineData("""{"response_action":"errors","errors":{"reason":"Too short."}}""", 1, "Deny")]
    [InlineData("""{"response_action":"errors","errors":{"no_such_block":"x"}}""", 1, "Deny")]
    [InlineData("""{"response_action":"update","view":NEXT}""", 1, "Next")]
    [InlineData("""{"response_action":"push","view":NEXT}""", 2, "Next")]
    public async Task The_answer_to_a_submission_decides_what_happens_to_the_view(string answer, int left, string title)
    {
        await using var app = await StandInApp.StartAsync();
        await using var sandbox = await WithModal(app);
        app.Answer = app.Says(answer.Replace("NEXT", Modal.Replace("\"text\":\"Deny\"},\"submit\"", "\"text\":\"Next\"},\"submit\"")));

        var submitted = await SubmitAsync(sandbox, "over the limit");

        var views = (JsonArray)await sandbox.DriveAsync(HttpMethod.Get, "slack/users/U0ADA/views");
        Assert.Equal(left, views.Count);
        Assert.Equal(title, left == 0 ? title : (string?)views[^1]!["title"]!["text"]);
        Assert.Equal(answer.Contains("Too short"), submitted["errors"]?["reason"] is not null);
        Assert.Equal(answer.Contains("no_such_block"), submitted["shown"] is not null);
        Assert.Equal("over the limit", (string?)Payload(app.Received.Last().Body)["view"]!["state"]!["values"]!["reason"]!["text"]!["value"]);
    }

    [Fact]
    public async Task A_required_input_left_empty_never_reaches_the_app()
    {
        await using var app = await StandInApp.StartAsync();
        await using var sandbox = await WithModal(app);
        app.Received.Clear();

        var submitted = await SubmitAsync(sandbox, "");

        Assert.Equal("input_invalid", (string?)submitted["refusal"]);
        Assert.NotNull(submitted["errors"]!["reason"]);
        Assert.Empty(app.Received);
    }

    [Fact]
    public async Task Closing_a_view_that_asked_for_it_tells_the_app()
    {
        await using var app = await StandInApp.StartAsync();
        await using var sandbox = await WithModal(app);

        await sandbox.DriveAsync(HttpMethod.Post, "slack/users/U0ADA/views/current/close", new JsonObject { ["all"] = true });

        var payload = Payload(app.Received.Last().Body);
        Assert.Equal("view_closed", (string?)payload["type"]);
        Assert.True((bool)payload["is_cleared"]!);
    }

    [Theory]
    [InlineData(5, 0, 404, "used_url")]
    [InlineData(4, 0, 200, "ok")]
    [InlineData(0, 31, 404, "expired_url")]
    public async Task A_response_url_speaks_five_times_within_thirty_minutes(int earlierUses, int minutesLater, int status, string says)
    {
        await using var app = await StandInApp.StartAsync();
        await using var sandbox = await WithCard(app);
        await ClickAsync(sandbox, """{"action_id":"approve"}""");
        var url = (string)Payload(Assert.Single(app.Received).Body)["response_url"]!;
        for (var i = 0; i < earlierUses; i++) (await RespondAsync(sandbox, url)).Dispose();
        sandbox.Time.Advance(TimeSpan.FromMinutes(minutesLater));

        using var answer = await RespondAsync(sandbox, url);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains(says, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("""{"kind":"drop","times":1}""", 0, false)]
    [InlineData("""{"kind":"duplicate","copies":2,"times":1}""", 3, true)]
    [InlineData("""{"kind":"late","seconds":60,"times":1}""", 0, false)]
    [InlineData("""{"kind":"drop","only":"U0BEN"}""", 1, true)]
    [InlineData("""{"kind":"drop","on":"view_submission"}""", 1, true)]
    public async Task Deliveries_can_be_lost_late_or_repeated(string fault, int received, bool delivered)
    {
        await using var app = await StandInApp.StartAsync();
        await using var sandbox = await WithCard(app);
        await sandbox.FaultAsync("slack", fault);

        var click = await ClickAsync(sandbox, """{"action_id":"approve"}""");

        Assert.Equal(received, app.Received.Count);
        Assert.Equal(delivered, (bool)click["delivered"]!);
        if (!fault.Contains("late")) return;
        await sandbox.Time.AdvanceWhenAwaitedAsync(TimeSpan.FromSeconds(60));
        await Eventually.True(() => app.Received.Count == 1);
    }

    [Fact]
    public async Task An_event_not_answered_is_repeated_three_times_with_its_number_and_reason()
    {
        await using var app = await StandInApp.StartAsync();
        await using var sandbox = await WithCard(app);
        app.Answer = app.Says("{}", StatusCodes.Status500InternalServerError);

        await sandbox.DriveAsync(HttpMethod.Post, "slack/users/U0ADA/home/open");
        await Eventually.True(() => app.Received.Count == 2);
        await sandbox.Time.AdvanceWhenAwaitedAsync(TimeSpan.FromMinutes(1));
        await Eventually.True(() => app.Received.Count == 3);
        await sandbox.Time.AdvanceWhenAwaitedAsync(TimeSpan.FromMinutes(5));
        await Eventually.True(() => app.Received.Count == 4);

        var retries = app.Received.Select(received => (received.Headers["X-Slack-Retry-Num"].ToString(), received.Headers["X-Slack-Retry-Reason"].ToString()));
        Assert.Equal([("", ""), ("1", "http_error"), ("2", "http_error"), ("3", "http_error")], retries);
        Assert.Single(app.Received.Select(received => (string?)JsonNode.Parse(received.Body)!["event_id"]).Distinct());
    }

    [Theory]
    [InlineData("other signature", true)]
    [InlineData("", false)]
    public async Task The_challenge_must_come_back_as_it_was(string replacement, bool wrong)
    {
        await using var app = await StandInApp.StartAsync();
        await using var sandbox = await WithCard(app);
        app.Answer = context => context.Response.WriteAsync(wrong ? replacement : (string)JsonNode.Parse(app.Received.Last().Body)!["challenge"]!);

        var verified = await sandbox.DriveAsync(HttpMethod.Post, "slack/events/verify");

        Assert.Equal(!wrong, (bool)verified["verified"]!);
    }

    [Fact]
    public async Task A_person_cannot_use_what_they_do_not_see()
    {
        await using var app = await StandInApp.StartAsync();
        await using var sandbox = await WithCard(app);

        var click = await sandbox.DriveAsync(HttpMethod.Post, "slack/users/U0BEN/click", new JsonObject { ["action_id"] = "approve" });

        Assert.Equal("no_such_control", (string?)click["refusal"]);
        Assert.Empty(app.Received);
    }

    private static async Task<RunningSandbox> WithCard(StandInApp app)
    {
        var sandbox = await RunningSandbox.StartAsync();
        await sandbox.DriveAsync(HttpMethod.Put, "slack/app", new JsonObject { ["request_url"] = app.Url, ["events_url"] = app.Url, ["commands_url"] = app.Url });
        await sandbox.ApiAsync("chat.postMessage", new()
        {
            ["channel"] = "U0ADA",
            ["text"] = "A refund",
            ["blocks"] = JsonNode.Parse("""[{"type":"actions","elements":[{"type":"button","action_id":"approve","value":"token","text":{"type":"plain_text","text":"Approve"}}]}]"""),
        });
        return sandbox;
    }

    private static async Task<RunningSandbox> WithModal(StandInApp app)
    {
        var sandbox = await WithCard(app);
        await ClickAsync(sandbox, """{"action_id":"approve"}""");
        await sandbox.ApiAsync("views.open", new() { ["trigger_id"] = (string?)Payload(app.Received.Last().Body)["trigger_id"], ["view"] = JsonNode.Parse(Modal) });
        return sandbox;
    }

    private static Task<JsonNode> ClickAsync(RunningSandbox sandbox, string click) =>
        sandbox.DriveAsync(HttpMethod.Post, "slack/users/U0ADA/click", JsonNode.Parse(click));

    private static Task<JsonNode> SubmitAsync(RunningSandbox sandbox, string reason) => sandbox.DriveAsync(
        HttpMethod.Post, "slack/users/U0ADA/views/current/submit", new JsonObject { ["values"] = new JsonObject { ["text"] = reason } });

    private static Task<HttpResponseMessage> RespondAsync(RunningSandbox sandbox, string url) => sandbox.Http.PostAsync(
        url, new StringContent("""{"text":"Recorded"}""", Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);

    private static JsonNode Payload(string body) => JsonNode.Parse(HttpUtility.ParseQueryString(body)["payload"]!)!;
}
