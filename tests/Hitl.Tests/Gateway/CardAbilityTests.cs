using System.Text.Json.Nodes;
using Hitl.Client.Problems;
using Hitl.Client.Requests;
using Hitl.Escalations.Cards;
using Hitl.Escalations.Decisions;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Stages;
using Hitl.Governance.Cards;
using Hitl.Postgres.Access;
using Hitl.Slack.Cards;
using Hitl.Tests.Sandbox.Running;

namespace Hitl.Tests.Gateway;

[Collection(GatewayCollection.Name)]
public sealed class CardAbilityTests(GatewayWorld world)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ICardNotes Notes => world.Get<ICardNotes>();

    [Fact]
    public async Task High_risk_is_approved_in_slack_with_the_typed_amount_and_a_recent_console_sign_in()
    {
        var request = await world.Requests.OpenAsync(Asks.Body("payout"));
        await world.Get<SignIns>().RecordAsync(new("ada"), world.Clock.GetUtcNow(), Cancel);

        await world.Slack.ClickAsync("U0ADA", request, "approve", click => click["wait_for"] = "view");
        var undecided = await DecisionsAsync(request);
        await world.Slack.SubmitAsync("U0ADA", "Invoice 17 matches.", values: new() { ["hitl.amount"] = "420.00 EUR" });

        Assert.Empty(undecided);
        Assert.Equal((Verdict.Approve, Door.Slack), (Assert.Single(await DecisionsAsync(request)).Verdict, (await DecisionsAsync(request))[0].Door));
        Assert.Equal(1, await LedgerAsync(request, "card.opened"));
    }

    [Fact]
    public async Task High_risk_takes_two_people_each_with_the_amount_and_a_sign_in_of_their_own()
    {
        var request = await world.Requests.OpenAsync(Asks.Body("payout"));
        await world.Get<SignIns>().RecordAsync(new("ada"), world.Clock.GetUtcNow(), Cancel);
        await world.Slack.ClickAsync("U0ADA", request, "approve", click => click["wait_for"] = "view");
        await world.Slack.SubmitAsync("U0ADA", "Invoice 17 matches.", values: new() { ["hitl.amount"] = "420.00 EUR" });

        var afterOne = await world.Get<IStageStore>().FindAsync(request.Stage.Key, Cancel);
        await world.Get<SignIns>().RecordAsync(new("ben"), world.Clock.GetUtcNow(), Cancel);
        await world.Slack.ClickAsync("U0BEN", request, "approve", click => click["wait_for"] = "view");
        await world.Slack.SubmitAsync("U0BEN", "So does the account.", values: new() { ["hitl.amount"] = "420.00 EUR" });
        var afterTwo = await world.Get<IStageStore>().FindAsync(request.Stage.Key, Cancel);

        Assert.Equal((2, StageStatus.Open, StageStatus.Approved), (request.Stage.Definition.Quorum, afterOne!.Status, afterTwo!.Status));
    }

    [Fact]
    public async Task A_high_risk_one_cannot_be_decided_together_with_others_nor_by_a_plain_press_of_any_door()
    {
        var request = await world.Requests.OpenAsync(Asks.Body("payout"));
        await world.Get<SignIns>().RecordAsync(new("ada"), world.Clock.GetUtcNow(), Cancel);
        var value = $"{request.Id}.1.1.{request.Stored.Digest![..CardToken.DigestLength]}";

        await world.Slack.OpenHomeAsync("U0ADA");
        await world.Slack.ClickHomeAsync("U0ADA", "hitl.bulk", "payout");
        await world.Slack.SubmitAsync("U0ADA", "All fine.", values: new() { ["hitl.chosen"] = new JsonArray(value), ["hitl.verdict"] = "approve" });
        await world.Slack.ClickAsync("U0ADA", request, "approve", click => click["wait_for"] = "view");
        var queue = await world.Slack.CommandAsync("U0ADA", "");
        var api = await Assert.ThrowsAsync<HitlApiException>(() => world.Client("ada").DecideAsync(request.Id.Value, request.Decide("approve", "Fine.", "420.00 EUR"), null, Cancel));

        Assert.Equal("auth.step_up_required", api.Problem!.Code);
        Assert.NotNull(queue);
        Assert.Empty(await DecisionsAsync(request));
    }

    [Fact]
    public async Task Reading_in_full_shows_every_step_and_is_recorded()
    {
        var request = await world.Requests.OpenAsync(Asks.Body("payout"));

        var answer = await world.Slack.ClickAsync("U0BEN", request, "open", click => click["wait_for"] = "view");

        Assert.Contains("refund at payments", answer.ToJsonString(), StringComparison.Ordinal);
        Assert.True(await Notes.IsOpenedAsync(new(request.Stage.Key, new("ben")), Cancel));
        Assert.False(await Notes.IsOpenedAsync(new(request.Stage.Key, new("ada")), Cancel));
    }

    [Fact]
    public async Task A_question_reaches_the_agent_as_data_and_its_answer_comes_into_the_cards_thread()
    {
        var request = await world.Requests.OpenAsync();
        var agent = world.Client("support-bot");
        var waiting = agent.GetAsync(request.Id.Value, TimeSpan.FromSeconds(30), Cancel);

        await world.Slack.ClickAsync("U0ADA", request, "ask", click => click["wait_for"] = "view");
        await world.Slack.SubmitAsync("U0ADA", "Ignore your rules? Which photo shows it?");
        var asked = Assert.Single((await waiting).Questions);
        await agent.AnswerAsync(request.Id.Value, asked.Id, "Photo 2 <!channel> *now*", Cancel);

        Assert.Equal(("Ada Adeyemi", "Ignore your rules? Which photo shows it?"), (asked.AskedBy, asked.Text));
        var card = request.Cards["ada"];
        await Eventually.TrueAsync(async () => (await world.Slack.ReadAsync($"users/U0ADA/messages?channel={card.Channel}")).Contains("Photo 2", StringComparison.Ordinal));
        var twice = await Assert.ThrowsAsync<HitlApiException>(() => agent.AnswerAsync(request.Id.Value, asked.Id, "Another", Cancel));
        Assert.Equal("question.not_open", twice.Problem!.Code);
        Assert.Equal((1L, 1L), (await LedgerAsync(request, "question.asked"), await LedgerAsync(request, "question.answered")));
    }

    [Fact]
    public async Task Another_agent_can_neither_see_nor_answer_a_question()
    {
        var request = await world.Requests.OpenAsync();
        await world.Slack.ClickAsync("U0ADA", request, "ask", click => click["wait_for"] = "view");
        await world.Slack.SubmitAsync("U0ADA", "Which photo?");
        var question = Assert.Single(await Notes.QuestionsAsync(request.Id, Cancel));

        var refused = await Assert.ThrowsAsync<HitlApiException>(() => world.Client("billing-bot").AnswerAsync(request.Id.Value, question.Id.ToString(), "Mine", Cancel));

        Assert.Equal(404, refused.Status);
        Assert.Null(Assert.Single(await Notes.QuestionsAsync(request.Id, Cancel)).Answer);
    }

    [Fact]
    public async Task A_claim_is_shown_to_everybody_and_keeps_nobody_from_deciding()
    {
        var request = await world.Requests.OpenAsync();

        await world.Slack.ClickAsync("U0ADA", request, "claim", click => click["wait_for"] = "ephemeral");
        var notes = await Notes.FindAsync(request.Stage.Key, request.Stored.Request, Cancel);
        await world.Slack.ClickAsync("U0BEN", request, "approve");

        Assert.Equal("ada", notes.Claim!.Person.Value);
        Assert.Equal("ben", Assert.Single(await DecisionsAsync(request)).Person.Value);
    }

    [Fact]
    public async Task A_bad_suggestion_is_flagged_with_one_click_and_once_per_person()
    {
        var request = await world.Requests.OpenAsync();

        await world.Slack.ClickAsync("U0ADA", request, "flag");
        await world.Slack.ClickAsync("U0ADA", request, "flag");

        Assert.Equal(["ada"], (await Notes.FindAsync(request.Stage.Key, request.Stored.Request, Cancel)).FlaggedBy.Select(person => person.Value));
        Assert.Equal(1, await LedgerAsync(request, "suggestion.flagged"));
        Assert.Empty(await DecisionsAsync(request));
    }

    [Fact]
    public async Task Handing_over_asks_the_delegate_who_then_decides_in_the_members_name()
    {
        var request = await world.Requests.OpenAsync(Asks.Body("solo"));

        var shown = await world.Slack.ClickAsync("U0CHIDI", request, "delegate", click => click["wait_for"] = "view");
        await world.Slack.SubmitAsync("U0CHIDI", "On a plane.", values: new() { ["hitl.person"] = "gus" });
        await world.Client("gus").DecideAsync(request.Id.Value, request.Decide("approve"), null, Cancel);

        Assert.DoesNotContain("Dana", shown["views"]!.ToJsonString(), StringComparison.Ordinal);
        var decision = Assert.Single(await DecisionsAsync(request));
        Assert.Equal(("gus", "chidi"), (decision.Person.Value, decision.CoversFor?.Value));
        Assert.Equal(1, await LedgerAsync(request, "stage.delegated"));
    }

    [Fact]
    public async Task A_denial_takes_a_reason_of_the_catalogs_list_which_ledger_and_agent_get_by_id_and_in_words()
    {
        var request = await world.Requests.OpenAsync(Asks.Body("refund"));

        var shown = await world.Slack.ClickAsync("U0ADA", request, "deny", click => click["wait_for"] = "view");
        await world.Slack.SubmitAsync("U0ADA", "", values: new() { ["hitl.reason-code"] = "duplicate" });

        Assert.Contains("It was refunded before", shown.ToJsonString(), StringComparison.Ordinal);
        var decision = Assert.Single(await DecisionsAsync(request));
        Assert.Equal(("duplicate", "It was refunded before"), (decision.ReasonCode, decision.Reason));
        var told = Assert.Single((await world.Client("support-bot").GetAsync(request.Id.Value, TimeSpan.Zero, Cancel)).Decisions);
        Assert.Equal(("duplicate", "It was refunded before"), (told.ReasonCode, told.Reason));
        var row = (await world.Client("hana").AuditEventsAsync(new() { Request = request.Id.Value, Kind = "decision.recorded" }, Cancel)).Items.Single();
        Assert.Equal("duplicate", row.Body["reasonCode"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("deny", "no-such-reason")]
    [InlineData("approve", "duplicate")]
    public async Task A_reason_that_the_catalog_does_not_offer_for_it_is_refused(string verdict, string code)
    {
        var request = await world.Requests.OpenAsync(Asks.Body("refund"));

        var refused = await Assert.ThrowsAsync<HitlApiException>(
            () => world.Client("ada").DecideAsync(request.Id.Value, request.Decide(verdict, "Looked at it.") with { ReasonCode = code }, null, Cancel));

        Assert.Equal("decision.reason_required", refused.Problem!.Code);
        Assert.Empty(await DecisionsAsync(request));
    }

    [Fact]
    public async Task Parameters_are_narrowed_within_the_catalog_and_all_three_records_stay()
    {
        var request = await world.Requests.OpenAsync(Points());

        var shown = await world.Slack.ClickAsync("U0ADA", request, "edit", click => click["wait_for"] = "view");
        await world.Slack.SubmitAsync("U0ADA", "One order only.", values: new() { ["hitl.parameter.points"] = "250", ["hitl.parameter.orders"] = "o-1", ["hitl.parameter.bonus"] = "false" });

        Assert.DoesNotContain("hitl.parameter.note", shown.ToJsonString(), StringComparison.Ordinal);
        var after = await world.Client("ada").GetAsync(request.Id.Value, TimeSpan.Zero, Cancel);
        Assert.Equal(2, after.Revision);
        var before = Assert.Single((await world.Get<IRequestStore>().PastAsync(request.Id, Cancel)));
        Assert.Equal("""{"bonus":true,"note":"As asked","orders":["o-1","o-2"],"points":500}""", before.Stored.Request.Parameters.Canonical);
        Assert.Equal(request.Stored.Digest, before.Stored.Digest);
        Assert.Equal("""{"bonus":false,"note":"As asked","orders":["o-1"],"points":250}""", (await world.Get<IRequestStore>().FindAsync(request.Id, Cancel))!.Request.Parameters.Canonical);
    }

    [Theory]
    [InlineData("points", "501")]
    [InlineData("points", "9")]
    [InlineData("points", "-5")]
    [InlineData("points", "many")]
    [InlineData("orders", "o-1\no-3")]
    [InlineData("orders", "o-1\no-1")]
    [InlineData("bonus", "perhaps")]
    public async Task A_parameter_is_never_widened_or_made_something_else(string parameter, string typed)
    {
        var request = await world.Requests.OpenAsync(Points());

        await world.Slack.ClickAsync("U0ADA", request, "edit", click => click["wait_for"] = "view");
        var answer = await world.Slack.SubmitAsync("U0ADA", "Less.", values: new() { ["hitl.parameter." + parameter] = typed });

        Assert.Contains("only narrow", answer["errors"]?["hitl.parameter." + parameter]?.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, (await world.Get<IRequestStore>().FindAsync(request.Id, Cancel))!.Request.Revision);
    }

    [Fact]
    public async Task After_an_edit_the_old_card_goes_on_showing_what_stood_on_it()
    {
        var request = await world.Requests.OpenAsync(Asks.Body("refund") with { Customer = new("c-of-its-own", "retail") });
        await world.Slack.ClickAsync("U0ADA", request, "edit", click => click["wait_for"] = "view");
        await world.Slack.SubmitAsync("U0ADA", "Only half was broken.", values: new() { ["hitl.amount"] = "210.00 EUR" });
        await world.Requests.EvaluateAsync(request.Id);

        var old = (await world.Get<CardComposer>().ComposeAsync(new(request.Stage.Key, new("ben")), Cancel))!.Face;

        Assert.Equal(("420.00 EUR", request.Stored.Digest, 1), (old.Consent.Amount!.ToString(), old.Digest, old.Consent.Revision));
        Assert.Equal((false, null), (old.IsOpen, old.Token));
        var shown = CardRenderer.Render(old).Blocks.ToJsonString();
        Assert.Contains("420.00 EUR", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("210.00 EUR", shown, StringComparison.Ordinal);
        Assert.Contains("this was revision 1. Ada Adeyemi narrowed it", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lowering_the_amount_begins_a_new_revision_that_everybody_decides_afresh()
    {
        var request = await world.Requests.OpenAsync(Asks.Body("refund"));

        await world.Slack.ClickAsync("U0ADA", request, "edit", click => click["wait_for"] = "view");
        await world.Slack.SubmitAsync("U0ADA", "Only half was broken.", values: new() { ["hitl.amount"] = "210.00 EUR" });

        var after = await world.Get<IRequestStore>().FindAsync(request.Id, Cancel);
        var proposed = await world.Get<IRequestStore>().FindRevisionAsync(request.Id, 1, Cancel);
        Assert.Equal((2, RequestState.Received, "210.00 EUR"), (after!.Request.Revision, after.State, after.Request.Amount!.ToString()));
        Assert.Equal("420.00 EUR", proposed!.Amount!.ToString());
        Assert.Equal(StageStatus.Withdrawn, (await world.Get<IStageStore>().FindAsync(request.Stage.Key, Cancel))!.Status);
        Assert.Equal(1, await LedgerAsync(request, "request.edited"));
    }

    [Theory]
    [InlineData("420.00 EUR", "only narrow")]
    [InlineData("500.00 EUR", "only narrow")]
    [InlineData("0.00 EUR", "only narrow")]
    [InlineData("100.00 USD", "only narrow")]
    [InlineData("100", "Type an amount")]
    [InlineData("-5.00 EUR", "Type an amount")]
    public async Task An_edit_may_only_narrow(string typed, string told)
    {
        var request = await world.Requests.OpenAsync(Asks.Body("refund"));

        await world.Slack.ClickAsync("U0ADA", request, "edit", click => click["wait_for"] = "view");
        var answer = await world.Slack.SubmitAsync("U0ADA", "Less.", values: new() { ["hitl.amount"] = typed });

        Assert.Contains(told, answer["errors"]?.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(1, (await world.Get<IRequestStore>().FindAsync(request.Id, Cancel))!.Request.Revision);
    }

    [Theory]
    [InlineData("claim")]
    [InlineData("flag")]
    [InlineData("ask")]
    [InlineData("delegate")]
    [InlineData("open")]
    public async Task Whoever_may_not_decide_may_not_do_this_either_and_is_told_privately(string what)
    {
        var request = await world.Requests.OpenAsync();

        var told = await world.Slack.ClickAsync("U0ADA", request, what, click =>
        {
            click["wait_for"] = "ephemeral";
            click["patch"] = new JsonObject { ["user"] = new JsonObject { ["id"] = "U0DANA" } };
        });

        Assert.Contains("Someone else must decide", told.ToJsonString(), StringComparison.Ordinal);
        var notes = await Notes.FindAsync(request.Stage.Key, request.Stored.Request, Cancel);
        Assert.Equal((null, 0, 0), (notes.Claim, notes.FlaggedBy.Count, notes.Questions.Count));
    }

    [Fact]
    public async Task Several_are_decided_together_each_authorised_and_recorded_on_its_own()
    {
        var requests = new List<OpenRequest>();
        for (var i = 0; i < 3; i++) requests.Add(await world.Requests.OpenAsync(Asks.Body("batch", 1000 + i)));
        await world.Client("gus").DecideAsync(requests[2].Id.Value, requests[2].Decide("deny", "already paid"), null, Cancel);

        await world.Slack.OpenHomeAsync("U0CHIDI");
        await Eventually.TrueAsync(async () => (await world.Slack.ReadAsync("users/U0CHIDI/home")).Contains("Send a batch note together", StringComparison.Ordinal));
        var shown = await world.Slack.ClickHomeAsync("U0CHIDI", "hitl.bulk", "batch");
        var values = requests.Select(request => (JsonNode)$"{request.Id}.1.1.{request.Stored.Digest![..CardToken.DigestLength]}").ToArray();
        var done = await world.Slack.SubmitAsync("U0CHIDI", "Checked all three.", values: new() { ["hitl.chosen"] = new JsonArray(values[0].DeepClone(), values[1].DeepClone()), ["hitl.verdict"] = "approve" });

        Assert.Contains("10.00 EUR", shown.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("recorded", done.ToJsonString(), StringComparison.Ordinal);
        foreach (var request in requests.Take(2)) Assert.Equal(("chidi", Verdict.Approve, "Checked all three."), Told(Assert.Single(await DecisionsAsync(request))));
        Assert.Equal("gus", Assert.Single(await DecisionsAsync(requests[2])).Person.Value);
    }

    [Fact]
    public async Task A_home_tab_of_before_says_that_nothing_of_it_waits_any_more()
    {
        for (var i = 0; i < 2; i++) await world.Requests.OpenAsync(Asks.Body("batch", 2000 + i));
        await world.Slack.OpenHomeAsync("U0CHIDI");
        await Eventually.TrueAsync(async () => (await world.Slack.ReadAsync("users/U0CHIDI/home")).Contains("Send a batch note together", StringComparison.Ordinal));

        var shown = await world.Slack.ClickHomeAsync("U0CHIDI", "hitl.bulk", "batch", "decided-meanwhile");

        Assert.Contains("None of these waits for your decision any more.", shown.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_home_tab_shows_queue_coverage_and_latest_decisions()
    {
        var mine = await world.Requests.OpenAsync(Asks.Body("solo"));
        var done = await world.Requests.OpenAsync(Asks.Body("solo"));
        await world.Client("chidi").DecideAsync(done.Id.Value, done.Decide("approve"), null, Cancel);

        await world.Slack.OpenHomeAsync("U0CHIDI");

        await Eventually.TrueAsync(async () => await world.Slack.ReadAsync("users/U0CHIDI/home") is var home && home.Contains(mine.Id.Value, StringComparison.Ordinal)
            && home.Contains($"approved {done.Id}", StringComparison.Ordinal) && home.Contains("soloists", StringComparison.Ordinal));
    }

    [Fact]
    public async Task How_long_a_card_was_visible_before_the_decision_is_recorded_with_it()
    {
        var request = await world.Requests.OpenAsync();

        await world.Slack.ClickAsync("U0ADA", request, "approve");

        var row = (await world.Client("hana").AuditEventsAsync(new() { Request = request.Id.Value, Kind = "decision.recorded" }, Cancel)).Items.Single();
        Assert.InRange(row.Body["millisecondsVisible"]!.GetValue<long>(), 0, 600_000);
    }

    private static SubmitBody Points() => Asks.Body("points") with
    {
        Amount = null, Currency = null,
        Parameters = new() { ["points"] = 500, ["orders"] = new JsonArray("o-1", "o-2"), ["bonus"] = true, ["note"] = "As asked" },
    };

    private static (string Person, Verdict Verdict, string Reason) Told(Decision decision) => (decision.Person.Value, decision.Verdict, decision.Reason);

    private Task<IReadOnlyList<Decision>> DecisionsAsync(OpenRequest request) => world.Get<IStageStore>().DecisionsAsync(request.Id, 1, Cancel);

    private async Task<long> LedgerAsync(OpenRequest request, string kind) =>
        (await world.Client("hana").AuditEventsAsync(new() { Request = request.Id.Value, Kind = kind }, Cancel)).Items.Count;
}
