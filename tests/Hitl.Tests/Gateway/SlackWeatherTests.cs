using System.Text.Json.Nodes;
using Hitl.Escalations.Cards;
using Hitl.Escalations.Decisions;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Stages;
using Hitl.Tests.Console;
using Hitl.Tests.Sandbox.Running;

namespace Hitl.Tests.Gateway;

public sealed partial class SlackWeatherTests(SlackWeather weather) : IClassFixture<SlackWeather>, IAsyncLifetime
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private GatewayWorld World => weather.World;

    public async ValueTask InitializeAsync() => await weather.ResetAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public static TheoryData<string> PassingFaults() =>
    [
        """{"kind":"timeout_before","seconds":2}""", """{"kind":"timeout_after","seconds":2}""", """{"kind":"cut_before"}""", """{"kind":"cut_after"}""", """{"kind":"truncate"}""",
        """{"kind":"html"}""", """{"kind":"http","status":500}""", """{"kind":"http","status":502}""", """{"kind":"http","status":503}""", """{"kind":"http","status":504}""",
        """{"kind":"rate_limit","retry_after":1}""", """{"kind":"rate_limit","retry_after":30}""", """{"kind":"rate_limit","retry_after":0}""", """{"kind":"rate_limit"}""",
        """{"kind":"rate_limit","retry_after":"abc"}""", """{"kind":"error","error":"ratelimited"}""", """{"kind":"error","error":"fatal_error"}""", """{"kind":"error","error":"internal_error"}""",
        """{"kind":"error","error":"service_unavailable"}""", """{"kind":"error","error":"invalid_auth"}""", """{"kind":"error","error":"token_revoked"}""", """{"kind":"error","error":"token_expired"}""",
        """{"kind":"error","error":"missing_scope"}""", """{"kind":"error","error":"account_inactive"}""",
    ];

    public static TheoryData<string> PassingUpdateFaults() =>
    [
        """{"kind":"timeout_after","seconds":2}""", """{"kind":"cut_before"}""", """{"kind":"truncate"}""", """{"kind":"http","status":503}""", """{"kind":"rate_limit","retry_after":30}""",
        """{"kind":"rate_limit"}""", """{"kind":"error","error":"fatal_error"}""", """{"kind":"error","error":"token_expired"}""",
    ];

    public static TheoryData<string> LastingRefusals() =>
        ["channel_not_found", "not_in_channel", "is_archived", "user_not_found", "user_disabled", "msg_too_long", "invalid_blocks", "restricted_action", "messages_tab_disabled"];

    [Theory]
    [MemberData(nameof(PassingFaults))]
    public async Task A_fault_while_posting_leaves_one_live_card_once_it_has_passed(string fault)
    {
        await weather.FaultAsync(Rule(fault, "chat.postMessage"));
        var request = await World.Requests.AskAsync(Asks.Body("solo"));

        await weather.RoundAsync();
        await weather.ClearAsync();
        await weather.SettleAsync();

        Assert.Single(await weather.CardsAsync("U0CHIDI", request.Id.Value), SlackWeather.IsLive);
        Assert.Equal(1, await World.Get<ICardOutbox>().DeliveredAsync(request.Stage.Key, Cancel));
        await EndAsync(request);
    }

    [Theory]
    [MemberData(nameof(PassingUpdateFaults))]
    public async Task A_fault_while_updating_leaves_no_live_button_once_it_has_passed(string fault)
    {
        var request = await World.Requests.AskAsync(Asks.Body("solo"));
        await weather.SettleAsync();
        await weather.FaultAsync(Rule(fault, "chat.update"));

        await EndAsync(request);
        await weather.RoundAsync();
        await weather.ClearAsync();
        await weather.SettleAsync();

        Assert.DoesNotContain(await weather.CardsAsync("U0CHIDI", request.Id.Value), SlackWeather.IsLive);
    }

    [Theory]
    [MemberData(nameof(LastingRefusals))]
    public async Task What_slack_will_never_take_has_no_id_and_is_recorded_as_undelivered(string error)
    {
        await weather.FaultAsync($$"""{"kind":"error","error":"{{error}}","on":"chat.postMessage","only":"U0CHIDI"}""");
        var request = await World.Requests.AskAsync(Asks.Body("solo"));

        await weather.RoundAsync();
        await weather.ClearAsync();

        Assert.Equal(0, await World.Get<ICardOutbox>().DeliveredAsync(request.Stage.Key, Cancel));
        Assert.Equal(1L, await weather.AskAsync<long>($"select count(*) from audit.event where request = '{request.Id}' and kind = 'card.undelivered'"));
        await EndAsync(request);
    }

    [Fact]
    public async Task A_person_deactivated_in_slack_is_not_reached_and_that_is_recorded()
    {
        await weather.PutAsync("users/U0CHIDI", new() { ["deleted"] = true });
        var request = await World.Requests.AskAsync(Asks.Body("solo"));

        await weather.RoundAsync();
        await weather.PutAsync("users/U0CHIDI", new() { ["deleted"] = false });

        Assert.Equal(0, await World.Get<ICardOutbox>().DeliveredAsync(request.Stage.Key, Cancel));
        Assert.Equal(1L, await weather.AskAsync<long>($"select count(*) from audit.event where request = '{request.Id}' and kind = 'card.undelivered'"));
        await EndAsync(request);
    }

    [Fact]
    public async Task A_card_that_was_deleted_is_posted_anew_as_it_stands()
    {
        var request = await World.Requests.AskAsync(Asks.Body("solo"));
        await weather.SettleAsync();
        var first = Assert.Single(await weather.CardsAsync("U0CHIDI", request.Id.Value));
        await weather.CallAsync("chat.delete", new() { ["channel"] = first["channel"]!.ToString(), ["ts"] = first["ts"]!.ToString() });

        await World.Client("chidi").DecideAsync(request.Id.Value, request.Decide("deny", "Signed for."), null, Cancel);
        await weather.SettleAsync();

        var now = Assert.Single(await weather.CardsAsync("U0CHIDI", request.Id.Value));
        Assert.NotEqual(first["ts"]!.ToString(), now["ts"]!.ToString());
        Assert.False(SlackWeather.IsLive(now));
    }

    [Fact]
    public async Task A_copy_left_by_a_lost_answer_is_found_by_its_metadata_and_retired()
    {
        var request = await World.Requests.AskAsync(Asks.Body("solo"));
        await weather.FaultAsync("""{"kind":"cut_after","on":"chat.postMessage","times":1}""");
        await weather.RoundAsync();
        var first = Assert.Single(await weather.CardsAsync("U0CHIDI", request.Id.Value));
        // Another worker posted it too, and its answer was lost as well.
        await weather.CallAsync("chat.postMessage", new()
        {
            ["channel"] = "U0CHIDI", ["text"] = "copy", ["blocks"] = first["blocks"]!.DeepClone(), ["metadata"] = first["metadata"]!.DeepClone(),
        });

        await weather.ClearAsync();
        await weather.SettleAsync();

        Assert.Single(await weather.CardsAsync("U0CHIDI", request.Id.Value), SlackWeather.IsLive);
        Assert.Contains("superseded", await World.Slack.ReadAsync("users/U0CHIDI/messages"), StringComparison.Ordinal);
        await EndAsync(request);
    }

    [Fact]
    public async Task A_dialog_whose_trigger_ran_out_decides_nothing_and_the_person_is_told()
    {
        var request = await World.Requests.OpenAsync(Asks.Body("refund"));
        await weather.FaultAsync("""{"kind":"error","error":"expired_trigger_id","on":"views.open","times":1}""");

        var told = await World.Slack.ClickAsync("U0ADA", request, "approve", click => click["wait_for"] = "ephemeral");

        Assert.Contains("could not be opened", told.ToJsonString(), StringComparison.Ordinal);
        Assert.Empty(await World.Get<IStageStore>().DecisionsAsync(request.Id, 1, Cancel));
        await EndAsync(request);
    }

    [Theory]
    [InlineData("""{"kind":"error","error":"hash_conflict","on":"views.publish","times":2}""")]
    [InlineData("""{"kind":"cut_after","on":"views.publish","times":1}""")]
    [InlineData("""{"kind":"http","status":503,"on":"views.publish","times":1}""")]
    public async Task The_home_tab_is_published_again_with_what_is_true_then(string fault)
    {
        var request = await World.Requests.OpenAsync(Asks.Body("solo"));
        await weather.FaultAsync(fault);

        await World.Slack.OpenHomeAsync("U0CHIDI");

        await Eventually.TrueAsync(async () => (await World.Slack.ReadAsync("users/U0CHIDI/home")).Contains(request.Id.Value, StringComparison.Ordinal));
        await weather.ClearAsync();
        await EndAsync(request);
    }

    [Fact]
    public async Task Beyond_ten_open_cards_the_rest_is_one_digest_and_follows_as_they_are_decided()
    {
        var requests = new List<OpenRequest>();
        for (var i = 0; i < 13; i++) requests.Add(await World.Requests.AskAsync(Asks.Body("solo", 2000 + i)));

        await weather.SettleAsync();
        await weather.DigestAsync();
        var live = await LiveAsync(requests);
        var digest = await DigestTextAsync();
        var told = await World.Get<ICardOutbox>().DeliveredAsync(requests[12].Stage.Key, Cancel);
        foreach (var request in requests.Take(3)) await EndAsync(request);
        await weather.SettleAsync();
        var after = await LiveAsync(requests);

        Assert.Equal((10, 10, 1), (live, after, told));
        Assert.Contains("3 more requests wait", digest, StringComparison.Ordinal);
        Assert.Contains("customer c-1001, asked by support-bot", digest, StringComparison.Ordinal);
        foreach (var request in requests.Skip(3)) await EndAsync(request);
        await weather.SettleAsync();
        await weather.DigestAsync();
        Assert.Contains("has a card now", await DigestTextAsync(), StringComparison.Ordinal);

        async Task<int> LiveAsync(List<OpenRequest> all)
        {
            var count = 0;
            foreach (var request in all) count += (await weather.CardsAsync("U0CHIDI", request.Id.Value)).Count(SlackWeather.IsLive);
            return count;
        }

        async Task<string> DigestTextAsync() =>
            JsonNode.Parse(await World.Slack.ReadAsync("users/U0CHIDI/messages"))!.AsArray().Select(message => message!.ToJsonString())
                .LastOrDefault(text => text.Contains("wait", StringComparison.Ordinal) && !text.Contains("hitl.more", StringComparison.Ordinal) && text.Contains("header", StringComparison.Ordinal)) ?? "";
    }

    [Fact]
    public async Task With_slack_down_for_an_hour_people_decide_in_the_console_and_slack_is_made_true_afterwards()
    {
        using var chidi = await ConsoleVisitor.SignedInAsync(World, "U0CHIDI");
        var shown = await World.Requests.AskAsync(Asks.Body("solo"));
        await weather.SettleAsync();
        await weather.FaultAsync("""{"kind":"http","status":503}""");
        var unseen = await World.Requests.AskAsync(Asks.Body("solo"));
        await weather.RoundAsync();

        using (World.Clock.Forward(TimeSpan.FromMinutes(35)))
        {
            await TryAgainAsync();
            using var anHourAndMore = World.Clock.Forward(TimeSpan.FromMinutes(35));
            await TryAgainAsync();
            foreach (var request in new[] { shown, unseen })
            {
                using var decided = await chidi.SubmitAsync($"/console/requests/{request.Id}", $"/console/requests/{request.Id}/decide", ("verdict", "approve"), ("reason", ""));
                Assert.Equal(200, (int)decided.StatusCode);
            }

            await TryAgainAsync();
        }

        var during = await weather.CardsAsync("U0CHIDI", shown.Id.Value);
        await weather.ClearAsync();
        await weather.SettleAsync();

        Assert.Single(during, SlackWeather.IsLive);
        Assert.DoesNotContain(await weather.CardsAsync("U0CHIDI", shown.Id.Value), SlackWeather.IsLive);
        Assert.DoesNotContain(await weather.CardsAsync("U0CHIDI", unseen.Id.Value), SlackWeather.IsLive);
        foreach (var request in new[] { shown, unseen })
            Assert.Equal((Verdict.Approve, Door.Console), (Assert.Single(await DecisionsAsync(request)).Verdict, (await DecisionsAsync(request))[0].Door));

        async Task TryAgainAsync()
        {
            await weather.ExecuteAsync("update hitl.card set due_at = clock_timestamp() where is_due");
            await weather.RoundAsync();
        }
    }

    [Fact]
    public async Task An_archived_conversation_takes_no_card_and_what_stands_there_decides_nothing_once_it_is_over()
    {
        var shown = await World.Requests.AskAsync(Asks.Body("solo"));
        await weather.SettleAsync();
        await weather.PutAsync("channels/D0CHIDI", new() { ["is_archived"] = true });
        var unseen = await World.Requests.AskAsync(Asks.Body("solo"));

        await weather.RoundAsync();
        var delivered = await World.Get<ICardOutbox>().DeliveredAsync(unseen.Stage.Key, Cancel);
        await EndAsync(shown);
        await weather.SettleAsync();
        await weather.PutAsync("channels/D0CHIDI", new() { ["is_archived"] = false });
        var told = await PressAsync(shown);

        // None delivered is what makes the workflow ask the next people, and the row says why.
        Assert.Equal(0, delivered);
        Assert.Contains("is_archived", await weather.AskAsync<string>($"select summary from audit.event where request = '{unseen.Id}' and kind = 'card.undelivered'"), StringComparison.Ordinal);
        Assert.Equal("is_inactive", await weather.AskAsync<string>($"select error from hitl.card where request = '{shown.Id}' and person = 'chidi'"));
        Assert.Contains("Nobody decided in time", told, StringComparison.Ordinal);
        Assert.Empty(await DecisionsAsync(shown));
        await EndAsync(unseen);
    }

    [Theory]
    [InlineData("cant_update_message")]
    [InlineData("message_not_found")]
    [InlineData("channel_not_found")]
    [InlineData("is_archived")]
    [InlineData("msg_too_long")]
    [InlineData("invalid_blocks")]
    public async Task A_card_that_slack_never_lets_be_updated_decides_nothing_any_more(string error)
    {
        var request = await World.Requests.AskAsync(Asks.Body("solo"));
        await weather.SettleAsync();
        await weather.FaultAsync(Rule($$"""{"kind":"error","error":"{{error}}"}""", "chat.update"));

        await EndAsync(request);
        await weather.RoundAsync();
        await weather.ClearAsync();
        await weather.SettleAsync();
        var told = await PressAsync(request);

        Assert.NotEmpty(told);
        Assert.Empty(await DecisionsAsync(request));
    }

    [Fact]
    public async Task A_rate_limit_of_a_day_is_obeyed_for_an_hour_and_then_tried_again()
    {
        await weather.FaultAsync(Rule("""{"kind":"rate_limit","retry_after":86400}""", "chat.postMessage"));
        var request = await World.Requests.AskAsync(Asks.Body("solo"));

        await weather.RoundAsync();
        await weather.ClearAsync();
        await weather.ExecuteAsync("update hitl.card set due_at = clock_timestamp() where is_due");
        await weather.RoundAsync();
        var held = await weather.CardsAsync("U0CHIDI", request.Id.Value);
        using var later = World.Clock.Forward(TimeSpan.FromMinutes(61));
        await weather.SettleAsync();

        Assert.Empty(held);
        Assert.Single(await weather.CardsAsync("U0CHIDI", request.Id.Value), SlackWeather.IsLive);
        await EndAsync(request);
    }

    [Fact]
    public async Task A_stall_of_thirty_seconds_is_given_up_and_leaves_one_card()
    {
        await weather.FaultAsync(Rule("""{"kind":"delay","seconds":30}""", "chat.postMessage"));
        var request = await World.Requests.AskAsync(Asks.Body("solo"));

        await weather.RoundAsync();
        await weather.SettleAsync();

        Assert.Single(await weather.CardsAsync("U0CHIDI", request.Id.Value), SlackWeather.IsLive);
        await EndAsync(request);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public async Task A_seeded_schedule_of_faults_in_and_out_breaks_no_invariant(int seed)
    {
        var schedule = new SlackSchedule(weather, seed);

        await schedule.RunAsync(steps: 20);

        await schedule.CheckAsync();
    }

    private static string Rule(string fault, string method)
    {
        var rule = JsonNode.Parse(fault)!.AsObject();
        rule["on"] = method;
        rule["times"] = 1;
        return rule.ToJsonString();
    }

    private Task<IReadOnlyList<Decision>> DecisionsAsync(OpenRequest request) => World.Get<IStageStore>().DecisionsAsync(request.Id, 1, Cancel);

    private Task EndAsync(OpenRequest request) => World.Get<IStageStore>().CloseAsync(request.Stage.Key, StageStatus.Escalated, IdentityGraph.None, Cancel);
}
