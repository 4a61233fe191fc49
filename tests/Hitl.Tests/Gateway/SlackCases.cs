using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Hitl.Client.Requests;
using Hitl.Escalations.Stages;
using Hitl.Postgres.Access;
using Hitl.Slack.Signing;
using Hitl.Tests.Postgres;

namespace Hitl.Tests.Gateway;

/// <summary>Attacks and bad input at Slack's callbacks, SL01–SL28. Rows press real buttons of cards in the local Slack wherever Slack could send the input.</summary>
internal static class SlackCases
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Cases shown elsewhere or without a surface here, and why.</summary>
    public static IReadOnlyDictionary<string, string> Absent { get; } = new Dictionary<string, string>
    {
    };

    public static IReadOnlyDictionary<string, Func<GatewayWorld, Task>> Rows { get; } = new Dictionary<string, Func<GatewayWorld, Task>>
    {
        ["SL01 no signature"] = world => Unsigned(world, message => message.Headers.Remove(SlackSignature.SignatureHeader)),
        ["SL01 wrong signature"] = world => Signature(world, "v0=" + new string('0', 64)),
        ["SL01 truncated signature"] = world => Signature(world, "v0=12ab"),
        ["SL01 other version"] = world => Signature(world, "v1=" + new string('0', 64)),
        ["SL02 too old"] = world => Stamped(world, -301),
        ["SL02 from the future"] = world => Stamped(world, 301),
        ["SL02 not a number"] = world => Unsigned(world, message => Replace(message, SlackSignature.TimestampHeader, "yesterday")),
        ["SL02 two timestamps"] = world => Unsigned(world, message => message.Headers.TryAddWithoutValidation(SlackSignature.TimestampHeader, "1")),
        ["SL03 a capture replayed"] = world => ReplayedAsync(world),
        ["SL04 one byte changed"] = world => ChangedAsync(world),
        ["SL05 previous secret"] = world => SecretAsync(world, "the-secret-before-the-rotation", 200),
        ["SL05 retired secret"] = world => SecretAsync(world, "the-secret-before-that-one", 401),
        ["SL06 another app"] = world => ForeignAsync(world, payload => payload["api_app_id"] = "A0EVIL"),
        ["SL06 another workspace"] = world => ForeignAsync(world, payload => payload["team"] = new JsonObject { ["id"] = "T0EVIL" }),
        ["SL07 user of another workspace"] = world => Patched(
            world, "approver.not_allowed", new() { ["user"] = new JsonObject { ["id"] = "U0BEN", ["team_id"] = "T0OTHER" } }),
        ["SL08 a member of nothing here"] = async world => Assert.Contains("ada", await Click(world, "U0CHIDI", "approve", "approver.not_allowed"), StringComparison.Ordinal),
        ["SL09 the owner of the agent"] = async world =>
            Assert.StartsWith("You asked for this (through agent support-bot). Someone else must decide", await Click(world, "U0DANA", "approve", "approver.conflict"), StringComparison.Ordinal),
        ["SL10 value edited"] = world => Click(world, "U0ADA", "approve", "decision.token_invalid", (_, click) => click["forged_value"] = "c1.k1.nonsense"),
        ["SL10 other request's value"] = world => OtherRequestAsync(world),
        ["SL10 expired value"] = world => Click(
            world, "U0ADA", "approve", "decision.token_invalid", (request, click) => click["forged_value"] = world.Requests.Token(request.Stage.Key, request.Stored.Digest!, TimeSpan.FromHours(-1))),
        ["SL10 other digest"] = world => Click(
            world, "U0ADA", "approve", "decision.token_invalid", (request, click) => click["forged_value"] = world.Requests.Token(request.Stage.Key, new string('a', 64))),
        ["SL10 other stage"] = world => Click(
            world, "U0ADA", "approve", "decision.wrong_message",
            (request, click) => click["forged_value"] = world.Requests.Token(request.Stage.Key with { Ordinal = 2 }, request.Stored.Digest!)),
        ["SL11 not the message we posted"] = world => Patched(
            world, "decision.wrong_message", new() { ["container"] = new JsonObject { ["message_ts"] = "1700000000.000001" } }),
        ["SL11 not the channel we posted to"] = world => Patched(
            world, "decision.wrong_message", new() { ["container"] = new JsonObject { ["channel_id"] = "C0GENERAL" } }),
        ["SL12 second click"] = world => SecondClickAsync(world),
        ["SL13 after another's denial"] = world => AfterDenialAsync(world),
        ["SL14 after the end"] = world => AfterEndAsync(world),
        ["SL15 approve and deny at once"] = world => AtOnceAsync(world),
        ["SL16 another amount"] = world => HighAsync(world, "4.20 EUR", "Type 420.00 EUR exactly.", "decision.typed_amount"),
        ["SL16 without the currency"] = world => HighAsync(world, "420.00", "Type 420.00 EUR exactly.", "decision.typed_amount"),
        ["SL16 another currency"] = world => HighAsync(world, "420.00 USD", "Type 420.00 EUR exactly.", "decision.typed_amount"),
        ["SL16 full-width digits"] = world => HighAsync(world, "４２０.00 EUR", "Type 420.00 EUR exactly.", "decision.typed_amount"),
        ["SL17 high risk by plain click"] = world => PlainClickAsync(world),
        ["SL17 high risk without a console sign-in"] = world => HighAsync(world, "420.00 EUR", "Sign in to the console again", "auth.step_up_required"),
        ["SL17 high risk with an old console sign-in"] = world => HighAsync(world, "420.00 EUR", "Sign in to the console again", "auth.step_up_required", TimeSpan.FromMinutes(6)),
        ["SL17 a dialog that was never opened"] = world => ForgedDialogAsync(world),
        ["SL18 modal submitted after the request changed"] = world => ChangedUnderneathAsync(world),
        ["SL28 a copy of our card by another app"] = world => CopyAsync(world),
        ["SL19 forged private metadata"] = world => MetadataAsync(world),
        ["SL24 url_verification forged"] = world => VerificationAsync(world, "not-the-secret", 401),
        ["SL20 markup in every value"] = SlackRenderingCases.MarkupAsync,
        ["SL21 a value too long to be shown whole"] = _ => SlackRenderingCases.TooLong(),
        ["SL22 words that imitate a field of ours"] = SlackRenderingCases.ImitationAsync,
        ["SL23 an alphabet that looks like another"] = _ => SlackRenderingCases.LookAlike(),
        ["SL24 url_verification"] = world => VerificationAsync(world, GatewayWorld.SigningSecret, 200),
        ["SL25 command of an unlinked user"] = async world =>
            Assert.Contains("identity.not_linked", (await world.Slack.CommandAsync("U0EMIL", "")).ToJsonString(), StringComparison.Ordinal),
        ["SL25 click of an unlinked user"] = world => Click(world, "U0EMIL", "approve", "identity.not_linked"),
        ["SL26 ten megabytes"] = world => OversizedAsync(world),
        ["SL26 compressed"] = world => Status(world, 415, message => message.Content!.Headers.ContentEncoding.Add("gzip")),
        ["SL26 wrong content type"] = world => Status(world, 415, message => message.Content!.Headers.ContentType = new MediaTypeHeaderValue("text/plain")),
        ["SL27 never recorded without a commit"] = world => StoreAwayAsync(world),
    };

    private static void Replace(HttpRequestMessage message, string header, string value)
    {
        message.Headers.Remove(header);
        message.Headers.TryAddWithoutValidation(header, value);
    }

    private static Task Signature(GatewayWorld world, string signature) => Unsigned(world, message => Replace(message, SlackSignature.SignatureHeader, signature));

    private static async Task Unsigned(GatewayWorld world, Action<HttpRequestMessage> spoil)
    {
        var request = await world.Requests.OpenAsync();
        using var answer = await world.Slack.PostAsync("/slack/interactions", Pressed(world, request), spoil);
        Assert.Equal(401, (int)answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Cancel));
        await NothingDecided(world, request);
    }

    private static async Task Stamped(GatewayWorld world, int seconds)
    {
        using var answer = await world.Slack.PostAsync("/slack/commands", "command=%2Fhitl", message =>
        {
            var at = (world.Clock.GetUtcNow().ToUnixTimeSeconds() + seconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
            Replace(message, SlackSignature.TimestampHeader, at);
            Replace(message, SlackSignature.SignatureHeader, SlackSignature.Sign(at, "command=%2Fhitl"u8, GatewayWorld.SigningSecret));
        });
        Assert.Equal(401, (int)answer.StatusCode);
    }

    private static async Task ReplayedAsync(GatewayWorld world)
    {
        var request = await world.Requests.OpenAsync();
        var capture = Pressed(world, request);
        using var first = await world.Slack.PostAsync("/slack/interactions", capture);
        using var second = await world.Slack.PostAsync("/slack/interactions", capture);
        Assert.Equal((200, 200), ((int)first.StatusCode, (int)second.StatusCode));
        Assert.Single(await world.Get<IStageStore>().DecisionsAsync(request.Id, 1, Cancel));
    }

    private static async Task ChangedAsync(GatewayWorld world)
    {
        var request = await world.Requests.OpenAsync();
        var body = Pressed(world, request);
        using var answer = await world.Slack.PostAsync("/slack/interactions", body, message =>
        {
            var type = message.Content!.Headers.ContentType;
            message.Content = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(body + "&x=1")) { Headers = { ContentType = type } };
        });
        Assert.Equal(401, (int)answer.StatusCode);
        await NothingDecided(world, request);
    }

    private static async Task SecretAsync(GatewayWorld world, string secret, int status)
    {
        var request = await world.Requests.OpenAsync();
        using var answer = await world.Slack.PostAsync("/slack/interactions", Pressed(world, request), secret: secret);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(status == 200 ? 1 : 0, (await world.Get<IStageStore>().DecisionsAsync(request.Id, 1, Cancel)).Count);
    }

    private static async Task ForeignAsync(GatewayWorld world, Action<JsonObject> forge)
    {
        var request = await world.Requests.OpenAsync();
        using var answer = await Forged(world, request, "U0ADA", forge);
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Cancel));
        await NothingDecided(world, request);
        Assert.True(await Refusals.AreRecordedAsync(world, "slack.foreign_app"));
    }

    private static async Task OtherRequestAsync(GatewayWorld world)
    {
        var other = await world.Requests.OpenAsync();
        await Click(world, "U0ADA", "approve", "decision.wrong_message", (_, click) => click["forged_value"] = world.Requests.Token(other.Stage.Key, other.Stored.Digest!));
        await NothingDecided(world, other);
    }

    private static async Task SecondClickAsync(GatewayWorld world)
    {
        var request = await world.Requests.OpenAsync();
        await world.Slack.ClickAsync("U0ADA", request, "approve");
        var told = Told(await world.Slack.ClickAsync("U0ADA", request, "approve", click => click["wait_for"] = "ephemeral"));
        Assert.Matches(@"^You approved this at \d\d:\d\d:\d\d", told);
        Assert.Single(await world.Get<IStageStore>().DecisionsAsync(request.Id, 1, Cancel));
    }

    private static async Task AfterDenialAsync(GatewayWorld world)
    {
        var request = await world.Requests.OpenAsync();
        await world.Client("ben").DecideAsync(request.Id.Value, request.Decide("deny", "no"), null, Cancel);
        Assert.StartsWith("Denied by ben at", Told(await world.Slack.ClickAsync("U0ADA", request, "approve", click => click["wait_for"] = "ephemeral")), StringComparison.Ordinal);
    }

    private static async Task AfterEndAsync(GatewayWorld world)
    {
        var request = await world.Requests.OpenAsync();
        await world.Client("support-bot").WithdrawAsync(request.Id.Value, "not needed", Cancel);
        Assert.Matches("ended|withdrew", Told(await world.Slack.ClickAsync("U0ADA", request, "approve", click => click["wait_for"] = "ephemeral")));
        await NothingDecided(world, request);
    }

    private static async Task AtOnceAsync(GatewayWorld world)
    {
        var request = await world.Requests.OpenAsync();
        await Task.WhenAll(
            world.Slack.ClickAsync("U0ADA", request, "approve"),
            world.Client("ben").DecideAsync(request.Id.Value, request.Decide("deny", "no"), null, Cancel).ContinueWith(_ => { }, TaskScheduler.Default));
        Assert.Single(await world.Get<IStageStore>().DecisionsAsync(request.Id, 1, Cancel));
    }

    private static async Task MetadataAsync(GatewayWorld world)
    {
        var request = await world.Requests.OpenAsync();
        var other = await world.Requests.OpenAsync();
        await world.Slack.ClickAsync("U0ADA", request, "deny", click => click["wait_for"] = "view");
        var forged = world.Requests.Token(other.Stage.Key, other.Stored.Digest!);
        var answer = await world.Slack.SubmitAsync("U0ADA", "no", new() { ["view"] = new JsonObject { ["private_metadata"] = forged[..^2] + "AA" } });
        Assert.Contains("not valid", answer.ToJsonString(), StringComparison.Ordinal);
        await NothingDecided(world, request);
        await NothingDecided(world, other);
    }

    private static async Task VerificationAsync(GatewayWorld world, string secret, int status)
    {
        using var answer = await world.Slack.PostAsync("/slack/events", """{"type":"url_verification","challenge":"3eZbrw1aB"}""", secret: secret);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(status == 200, (await answer.Content.ReadAsStringAsync(Cancel)).Contains("3eZbrw1aB", StringComparison.Ordinal));
    }

    private static async Task OversizedAsync(GatewayWorld world)
    {
        using var answer = await world.Slack.PostAsync("/slack/commands", "text=" + new string('x', 1_500_000));
        Assert.Equal(413, (int)answer.StatusCode);
    }

    private static async Task Status(GatewayWorld world, int status, Action<HttpRequestMessage> change)
    {
        using var answer = await world.Slack.PostAsync("/slack/commands", "command=%2Fhitl", change);
        Assert.Equal(status, (int)answer.StatusCode);
    }

    private static async Task StoreAwayAsync(GatewayWorld world)
    {
        var request = await world.Requests.OpenAsync();
        var press = Pressed(world, request);
        await using (await world.LockStageAsync(request.Stage.Key))
        {
            using var late = await world.Slack.PostAsync("/slack/interactions", press);
            Assert.Equal(503, (int)late.StatusCode);
        }

        await NothingDecided(world, request);
        using var again = await world.Slack.PostAsync("/slack/interactions", press);
        Assert.Equal(200, (int)again.StatusCode);
        Assert.Single(await world.Get<IStageStore>().DecisionsAsync(request.Id, 1, Cancel));
    }

    private static async Task PlainClickAsync(GatewayWorld world)
    {
        var request = await world.Requests.OpenAsync(Asks.Body("payout"));
        var answer = await world.Slack.ClickAsync("U0ADA", request, "approve", click => click["wait_for"] = "view");
        Assert.Contains("Type the amount", answer.ToJsonString(), StringComparison.Ordinal);
        await NothingDecided(world, request);
    }

    private static async Task HighAsync(GatewayWorld world, string typed, string told, string code, TimeSpan? signInAge = null)
    {
        var request = await world.Requests.OpenAsync(Asks.Body("payout"));
        // Rows come in any order: what an earlier one noted about him must not count.
        await PostgresCluster.ExecuteAsync(world.Admin, "delete from hitl.sign_in where person = 'ben'");
        if (signInAge is { } age) await world.Get<SignIns>().RecordAsync(new("ben"), world.Clock.GetUtcNow() - age, Cancel);
        await world.Slack.ClickAsync("U0BEN", request, "approve", click => click["wait_for"] = "view");
        var answer = await world.Slack.SubmitAsync("U0BEN", "Checked the invoice.", values: new() { ["hitl.amount"] = typed });
        Assert.Contains(told, answer["errors"]?.ToJsonString(), StringComparison.Ordinal);
        await NothingDecided(world, request);
        Assert.True(await Refusals.AreRecordedAsync(world, code), $"no ledger row for {code}");
    }

    private static async Task ForgedDialogAsync(GatewayWorld world)
    {
        var request = await world.Requests.OpenAsync(Asks.Body("payout"));
        var low = await world.Requests.OpenAsync();
        await world.Get<SignIns>().RecordAsync(new("ada"), world.Clock.GetUtcNow(), Cancel);
        await world.Slack.ClickAsync("U0ADA", low, "deny", click => click["wait_for"] = "view");
        var token = world.Requests.Token(request.Stage.Key, request.Stored.Digest!);
        var values = new JsonObject { ["hitl.reason"] = new JsonObject { ["reason"] = new JsonObject { ["value"] = "ok" } }, ["hitl.amount"] = new JsonObject { ["input"] = new JsonObject { ["value"] = "420.00 EUR" } } };
        var forged = new JsonObject { ["view"] = new JsonObject { ["callback_id"] = "hitl.approve", ["private_metadata"] = token, ["state"] = new JsonObject { ["values"] = values } } };
        var answer = await world.Slack.SubmitAsync("U0ADA", "ok", forged);
        Assert.Contains("Open everything that would run first", answer.ToJsonString(), StringComparison.Ordinal);
        await NothingDecided(world, request);
    }

    private static async Task ChangedUnderneathAsync(GatewayWorld world)
    {
        var request = await world.Requests.OpenAsync(Asks.Body("refund"));
        await world.Slack.ClickAsync("U0ADA", request, "approve", click => click["wait_for"] = "view");
        await world.Slack.ClickAsync("U0BEN", request, "edit", click => click["wait_for"] = "view");
        await world.Slack.SubmitAsync("U0BEN", "Only one of two was broken.", values: new() { ["hitl.amount"] = "210.00 EUR" });
        var answer = await world.Slack.SubmitAsync("U0ADA", "Photos show the damage.");
        Assert.Contains("precondition.changed: the amount was 420.00 EUR and is 210.00 EUR now", answer.ToJsonString(), StringComparison.Ordinal);
        await NothingDecided(world, request);
    }

    private static async Task CopyAsync(GatewayWorld world)
    {
        var request = await world.Requests.OpenAsync();
        var token = world.Requests.Token(request.Stage.Key, request.Stored.Digest!);
        // Pressed in its own app, the copy is signed with that app's secret or names that app; a forwarded press names a message that is not our card.
        using var itsSecret = await world.Slack.PostAsync("/slack/interactions", LocalSlackDriver.Press("U0ADA", "hitl.approve", token, "C0GENERAL", "1700000000.000001"), secret: "the-secret-of-another-app");
        Assert.Equal(401, (int)itsSecret.StatusCode);
        using var itsName = await world.Slack.PostAsync("/slack/interactions", LocalSlackDriver.Press("U0ADA", "hitl.approve", token, "C0GENERAL", "1700000000.000001", payload => payload["api_app_id"] = "A0EVIL"));
        using var forwarded = await world.Slack.PostAsync("/slack/interactions", LocalSlackDriver.Press("U0ADA", "hitl.approve", token, "C0GENERAL", "1700000000.000001"));
        await NothingDecided(world, request);
        Assert.True(await Refusals.AreRecordedAsync(world, "decision.wrong_message"));
    }

    private static Task<string> Patched(GatewayWorld world, string code, JsonObject patch) =>
        Click(world, "U0ADA", "approve", code, (_, click) => click["patch"] = patch);

    private static async Task<string> Click(
        GatewayWorld world, string user, string button, string code, Action<OpenRequest, JsonObject>? change = null, SubmitBody? body = null)
    {
        var request = await world.Requests.OpenAsync(body);
        var answer = await world.Slack.ClickAsync("U0ADA", request, button, click =>
        {
            click["wait_for"] = "ephemeral";
            // Who has no card of their own presses Ada's, which Slack itself would never show them.
            if (user != "U0ADA") click["patch"] = new JsonObject { ["user"] = new JsonObject { ["id"] = user } };
            change?.Invoke(request, click);
        });
        await NothingDecided(world, request);
        Assert.True(await Refusals.AreRecordedAsync(world, code), $"no ledger row for {code}");
        return Told(answer);
    }

    private static Task<HttpResponseMessage> Forged(GatewayWorld world, OpenRequest request, string user, Action<JsonObject> forge)
    {
        var card = request.Cards["ada"];
        var token = world.Requests.Token(request.Stage.Key, request.Stored.Digest!);
        return world.Slack.PostAsync("/slack/interactions", LocalSlackDriver.Press(user, "hitl.approve", token, card.Channel, card.MessageId, forge));
    }

    private static string Pressed(GatewayWorld world, OpenRequest request)
    {
        var card = request.Cards["ada"];
        return LocalSlackDriver.Press("U0ADA", "hitl.approve", world.Requests.Token(request.Stage.Key, request.Stored.Digest!), card.Channel, card.MessageId);
    }

    private static string Told(JsonObject answer) =>
        answer["ephemerals"]?.AsArray().LastOrDefault()?["text"]?.GetValue<string>()
        ?? throw new InvalidOperationException("Nobody was told anything: " + answer.ToJsonString());

    private static async Task NothingDecided(GatewayWorld world, OpenRequest request) =>
        Assert.Empty(await world.Get<IStageStore>().DecisionsAsync(request.Id, 1, Cancel));
}
