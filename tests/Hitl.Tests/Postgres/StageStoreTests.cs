using Hitl.Escalations.Cards;
using Hitl.Escalations.Decisions;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Intake;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Stages;

namespace Hitl.Tests.Postgres;

public sealed class StageStoreTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IStageStore Stages => database.Get<IStageStore>();

    private IDecisionInbox Inbox => database.Get<IDecisionInbox>();

    [Fact]
    public async Task Opening_twice_opens_once_and_queues_one_card_per_person()
    {
        var request = await Samples.DecidingAsync(database);
        var key = await Samples.OpenStageAsync(database, request, 2, Samples.Ada, Samples.Grace);

        await Samples.OpenStageAsync(database, request, 2, Samples.Edsger);

        var stage = await Stages.FindAsync(key, Cancel);
        var cards = await database.Get<ICardOutbox>().ClaimStageAsync(key, TimeSpan.FromMinutes(1), Cancel);
        Assert.Equal([Samples.Ada, Samples.Grace], stage!.Asked.Select(asked => asked.Person));
        Assert.Equal(2, stage.Definition.Quorum);
        Assert.Equal(2, cards.Count);
        Assert.Equal(1, await database.RowsAsync(request.Id, LedgerKinds.StageOpened));
    }

    [Fact]
    public async Task A_stage_that_asks_nobody_is_skipped_at_once()
    {
        var request = await Samples.DecidingAsync(database);

        var stage = await Stages.OpenAsync(new(request.Id, 1, 1), Samples.Stage(), new([], []), [], Cancel);

        Assert.Equal(StageStatus.Skipped, stage.Status);
        Assert.NotNull(stage.ClosedAt);
    }

    [Fact]
    public async Task A_stage_of_a_withdrawn_request_asks_nobody()
    {
        var request = await Samples.DecidingAsync(database);
        await database.Get<IRequestIntake>().WithdrawAsync(request.Id, "no", Samples.Entry(request, LedgerKinds.RequestWithdrawn), Cancel);

        var key = await Samples.OpenStageAsync(database, request, 1, Samples.Ada);

        Assert.Equal(StageStatus.Withdrawn, (await Stages.FindAsync(key, Cancel))!.Status);
        Assert.Empty(await database.Get<ICardOutbox>().ClaimStageAsync(key, TimeSpan.FromMinutes(1), Cancel));
        Assert.Equal(0, await database.RowsAsync(request.Id, LedgerKinds.StageOpened));
    }

    [Fact]
    public async Task Coverage_is_added_once_and_people_asked_before_stay_as_they_were()
    {
        var (request, key) = await OpenAsync(1, Samples.Ada);
        AskedPerson[] more = [new(Samples.Ada, null, "again"), new(Samples.Grace, Samples.Ada, "covers for ada, who has not answered")];

        await Stages.AskMoreAsync(key, more, [Samples.Entry(request, LedgerKinds.StageCovered)], Cancel);
        var stage = await Stages.AskMoreAsync(key, more, [Samples.Entry(request, LedgerKinds.StageCovered)], Cancel);

        Assert.Equal([Samples.Ada, Samples.Grace], stage.Asked.Select(asked => asked.Person));
        Assert.Equal(Samples.Ada, stage.Asked[1].CoversFor);
        Assert.Equal("is a refund-approver", stage.Asked[0].Why);
        Assert.Equal(1, await database.RowsAsync(request.Id, LedgerKinds.StageCovered));
    }

    [Fact]
    public async Task A_closed_stage_asks_nobody_more()
    {
        var (_, key) = await OpenAsync(1, Samples.Ada);
        await Stages.CloseAsync(key, StageStatus.Escalated, IdentityGraph.None, Cancel);

        var stage = await Stages.AskMoreAsync(key, [new(Samples.Grace, null, "late")], [], Cancel);

        Assert.Equal([Samples.Ada], stage.Asked.Select(asked => asked.Person));
    }

    [Fact]
    public async Task A_reminder_reaches_only_who_has_not_decided_and_only_once()
    {
        var (request, key) = await OpenAsync(2, Samples.Ada, Samples.Grace);
        await RecordAsync(Samples.Decision(key, Samples.Ada), request);

        await Stages.RemindAsync(key, 1, [Samples.Entry(request, LedgerKinds.StageReminded)], Cancel);
        await Stages.RemindAsync(key, 1, [Samples.Entry(request, LedgerKinds.StageReminded)], Cancel);

        var jobs = await database.Get<ICardOutbox>().ClaimStageAsync(key, TimeSpan.FromMinutes(1), Cancel);
        Assert.Equal([(Samples.Ada, 0), (Samples.Grace, 1)], jobs.Select(job => (job.Key.Person, job.Reminder)).OrderBy(pair => pair.Person.Value));
        Assert.Equal(1, await database.RowsAsync(request.Id, LedgerKinds.StageReminded));
    }

    [Fact]
    public async Task Closing_counts_every_decision_told_recorded_and_lets_none_follow()
    {
        var (request, key) = await OpenAsync(2, Samples.Ada, Samples.Grace);
        await RecordAsync(Samples.Decision(key, Samples.Ada), request);

        var closing = await Stages.CloseAsync(key, StageStatus.Escalated, IdentityGraph.None, Cancel);
        var late = await RecordAsync(Samples.Decision(key, Samples.Grace), request);

        Assert.Equal(StageStatus.Escalated, closing.Status);
        Assert.Equal([Samples.Ada], closing.Decisions.Select(decision => decision.Person));
        Assert.Equal((null, null, StageStatus.Escalated), (late.Recorded, late.Earlier, late.Closed));
        Assert.Equal(1, await database.RowsAsync(request.Id, LedgerKinds.StageClosed));
    }

    [Fact]
    public async Task Closing_without_otherwise_leaves_an_unsettled_stage_open()
    {
        var (request, key) = await OpenAsync(2, Samples.Ada, Samples.Grace);
        await RecordAsync(Samples.Decision(key, Samples.Ada), request);

        var closing = await Stages.CloseAsync(key, null, IdentityGraph.None, Cancel);

        Assert.Equal(StageStatus.Open, closing.Status);
        Assert.Single(closing.Decisions);
    }

    [Fact]
    public async Task A_closed_stage_answers_the_same_however_often_it_is_closed()
    {
        var (request, key) = await OpenAsync(1, Samples.Ada);
        await RecordAsync(Samples.Decision(key, Samples.Ada, Verdict.Deny), request);

        var first = await Stages.CloseAsync(key, StageStatus.Escalated, IdentityGraph.None, Cancel);
        var second = await Stages.CloseAsync(key, StageStatus.Skipped, IdentityGraph.None, Cancel);

        Assert.Equal((StageStatus.Denied, StageStatus.Denied), (first.Status, second.Status));
        Assert.Equal(1, await database.RowsAsync(request.Id, LedgerKinds.StageClosed));
    }

    [Fact]
    public async Task A_decision_comes_back_exactly_as_it_was_signed()
    {
        var (request, key) = await OpenAsync(1, Samples.Ada);
        var decision = Samples.Decision(key, Samples.Ada) with { Reason = "ü \"quoted\" \n 😀", CoversFor = Samples.Grace };

        await RecordAsync(decision, request);

        Assert.Equal(decision, Assert.Single(await Stages.DecisionsAsync(request.Id, 1, Cancel)));
    }

    [Fact]
    public async Task The_same_click_delivered_again_answers_as_the_first_time()
    {
        var (request, key) = await OpenAsync(1, Samples.Ada);
        var decision = Samples.Decision(key, Samples.Ada);

        var first = await RecordAsync(decision, request, "click-1");
        var second = await RecordAsync(decision with { At = decision.At.AddSeconds(1) }, request, "click-1");

        Assert.Equal(first, second);
        Assert.Equal(1, await database.RowsAsync(request.Id, LedgerKinds.DecisionRecorded));
        Assert.Equal(1L, await MessagesAsync(request.Id, "decision"));
    }

    [Fact]
    public async Task A_second_click_of_the_same_person_is_told_of_the_first()
    {
        var (request, key) = await OpenAsync(1, Samples.Ada);
        var decision = Samples.Decision(key, Samples.Ada);
        await RecordAsync(decision, request, "click-1");

        var second = await RecordAsync(decision with { Verdict = Verdict.Deny }, request, "click-2");

        Assert.Equal((null, decision, null), (second.Recorded, second.Earlier, second.Closed));
    }

    [Fact]
    public async Task Who_comes_late_is_told_who_settled_it()
    {
        var (request, key) = await OpenAsync(1, Samples.Ada, Samples.Grace);
        var winner = Samples.Decision(key, Samples.Ada);
        await RecordAsync(winner, request);

        var late = await RecordAsync(Samples.Decision(key, Samples.Grace, Verdict.Deny), request);

        Assert.Equal((StageStatus.Approved, winner), (late.Closed, late.ClosedBy));
        Assert.Equal(1, await database.RowsAsync(request.Id, LedgerKinds.DecisionRecorded));
    }

    [Fact]
    public async Task Deciding_a_stage_that_never_opened_is_misuse()
    {
        var key = new StageKey(RequestId.New(Samples.Noon), 1, 1);

        await Assert.ThrowsAsync<ArgumentException>(() => RecordAsync(Samples.Decision(key, Samples.Ada), Samples.Request()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Of_two_hundred_simultaneous_verdicts_exactly_one_settles(int quorum)
    {
        var people = Enumerable.Range(0, 50).Select(n => new PersonId($"person-{n}")).ToArray();
        var (request, key) = await OpenAsync(quorum, people);
        var clicks = Enumerable.Range(0, 200).Select(n => Samples.Decision(key, people[n % 50], n % 3 == 0 ? Verdict.Deny : Verdict.Approve));

        var receipts = await Task.WhenAll(clicks.Select((decision, n) => RecordAsync(decision, request, $"click-{n}")));

        var decisions = await Stages.DecisionsAsync(request.Id, 1, Cancel);
        var status = (await Stages.FindAsync(key, Cancel))!.Status;
        Assert.Equal(StageTally.Count(Samples.Stage(quorum), decisions), status);
        Assert.NotEqual(StageStatus.Open, status);
        Assert.Equal(StageStatus.Open, StageTally.Count(Samples.Stage(quorum), decisions.SkipLast(1)));
        Assert.Equal(decisions.Count, receipts.Where(receipt => receipt.Recorded is not null).Select(receipt => receipt.Recorded!.Person).Distinct().Count());
        Assert.All(receipts, receipt => Assert.Equal(1, new object?[] { receipt.Recorded, receipt.Earlier, receipt.Closed }.Count(shape => shape is not null)));
        Assert.Equal(1L, await database.AskAsync<long>($"select count(*) from hitl.decision where request = '{request.Id}' and settles"));
        Assert.Equal(decisions.Count, await database.RowsAsync(request.Id, LedgerKinds.DecisionRecorded));
        Assert.Equal(1, await database.RowsAsync(request.Id, LedgerKinds.StageClosed));
    }

    [Fact]
    public async Task Two_ids_of_one_human_in_the_same_instant_are_one_decision()
    {
        var identities = new IdentityGraph([KeyValuePair.Create<PersonId, IReadOnlyList<PersonId>>(Samples.Ada, [Samples.Grace])]);
        for (var round = 0; round < 25; round++)
        {
            var (request, key) = await OpenAsync(2, Samples.Ada, Samples.Grace, Samples.Edsger);

            var receipts = await Task.WhenAll(
                RecordAsync(Samples.Decision(key, Samples.Ada), request, identities: identities),
                RecordAsync(Samples.Decision(key, Samples.Grace), request, identities: identities));
            var closing = await Stages.CloseAsync(key, null, identities, Cancel);

            Assert.Single(receipts, receipt => receipt.Recorded is not null);
            Assert.Single(receipts, receipt => receipt.Earlier is not null);
            Assert.Equal((StageStatus.Open, 1), (closing.Status, closing.Decisions.Count));
        }
    }

    [Fact]
    public async Task Ids_found_to_be_one_human_afterwards_fill_the_quorum_once_when_the_stage_is_closed()
    {
        var identities = new IdentityGraph([KeyValuePair.Create<PersonId, IReadOnlyList<PersonId>>(Samples.Ada, [Samples.Grace])]);
        var (request, key) = await OpenAsync(3, Samples.Ada, Samples.Grace, Samples.Edsger);
        await RecordAsync(Samples.Decision(key, Samples.Ada), request);
        await RecordAsync(Samples.Decision(key, Samples.Grace), request);

        await RecordAsync(Samples.Decision(key, Samples.Edsger), request, identities: identities);

        Assert.Equal(StageStatus.Open, (await Stages.FindAsync(key, Cancel))!.Status);
    }

    [Fact]
    public async Task A_click_at_the_deadline_is_either_counted_by_the_closing_or_told_that_it_came_late()
    {
        for (var round = 0; round < 25; round++)
        {
            var (request, key) = await OpenAsync(2, Samples.Ada, Samples.Grace);

            var click = RecordAsync(Samples.Decision(key, Samples.Ada), request);
            var closing = Stages.CloseAsync(key, StageStatus.Escalated, IdentityGraph.None, Cancel);
            await Task.WhenAll(click, closing);

            var isCounted = (await closing).Decisions.Any();
            Assert.Equal(isCounted, (await click).Recorded is not null);
            Assert.Equal(isCounted ? null : StageStatus.Escalated, (await click).Closed);
            Assert.Equal(StageStatus.Escalated, (await Stages.FindAsync(key, Cancel))!.Status);
        }
    }

    private async Task<(Hitl.Escalations.Requests.ActionRequest Request, StageKey Key)> OpenAsync(int quorum, params PersonId[] people)
    {
        var request = await Samples.DecidingAsync(database, quorum);
        return (request, await Samples.OpenStageAsync(database, request, quorum, people));
    }

    private Task<DecisionReceipt> RecordAsync(
        Decision decision, Hitl.Escalations.Requests.ActionRequest request, string? delivery = null, IdentityGraph? identities = null) =>
        Inbox.RecordAsync(
            decision,
            delivery ?? Guid.NewGuid().ToString(),
            Samples.Entry(request, LedgerKinds.DecisionRecorded, $"person:{decision.Person}"),
            identities ?? IdentityGraph.None,
            Cancel);

    private Task<long> MessagesAsync(RequestId request, string kind) =>
        database.AskAsync<long>($"select count(*) from hitl.workflow_message where request = '{request}' and kind = '{kind}'");
}
