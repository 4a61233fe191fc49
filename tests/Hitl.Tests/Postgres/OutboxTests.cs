using Hitl.Escalations.Cards;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Intake;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Stages;
using Microsoft.Extensions.DependencyInjection;

namespace Hitl.Tests.Postgres;

public sealed class OutboxTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    private static readonly CardLocation Place = new("D01", "1712345678.000100");
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ICardOutbox Cards => database.Get<ICardOutbox>();

    [Fact]
    public async Task Messages_come_in_order_and_one_per_request_at_a_time()
    {
        await using var process = database.Services(database.Access.App, database.Access.Seal);
        var outbox = await PumpAsync(process);
        var request = await Samples.DecidingAsync(database);
        var key = await Samples.OpenStageAsync(database, request, 1, Samples.Ada);
        await database.Get<Hitl.Escalations.Decisions.IDecisionInbox>().RecordAsync(
            Samples.Decision(key, Samples.Ada), "click", Samples.Entry(request, LedgerKinds.DecisionRecorded), IdentityGraph.None, Cancel);

        var start = await OnlyAsync(outbox, request.Id);
        await outbox.DeliveredAsync(start, Cancel);
        var decision = await OnlyAsync(outbox, request.Id);

        Assert.Equal(("start", "decision"), (start.Kind, decision.Kind));
    }

    [Fact]
    public async Task A_failed_delivery_waits_and_holds_back_what_follows()
    {
        await using var process = database.Services(database.Access.App, database.Access.Seal);
        var outbox = await PumpAsync(process);
        var request = await Samples.DecidingAsync(database);
        await database.Get<IRequestIntake>().WithdrawAsync(request.Id, "no", Samples.Entry(request, LedgerKinds.RequestWithdrawn), Cancel);
        var start = await OnlyAsync(outbox, request.Id);

        await outbox.FailedAsync(start, "unavailable", TimeProvider.System.GetUtcNow().AddMinutes(5), Cancel);

        Assert.DoesNotContain(await outbox.PendingAsync(1000, Cancel), message => message.Request == request.Id);
        Assert.Equal(1, await database.AskAsync<int>($"select attempts from hitl.workflow_message where id = '{start.Id}'"));
    }

    [Fact]
    public async Task A_pump_that_lost_its_lease_changes_nothing()
    {
        await using var first = database.Services(database.Access.App, database.Access.Seal);
        await using var second = database.Services(database.Access.App, database.Access.Seal);
        var old = await PumpAsync(first);
        var request = await Samples.DecidingAsync(database);
        var message = await OnlyAsync(old, request.Id);
        Assert.False(await second.GetRequiredService<IWorkflowOutbox>().HoldLeaseAsync("second", Minute, Cancel));

        // The lease runs out while the first pump is stopped.
        var next = await PumpAsync(second);
        await old.DeliveredAsync(message, Cancel);
        await old.FailedAsync(message, "late", TimeProvider.System.GetUtcNow(), Cancel);

        Assert.Equal(0, (await OnlyAsync(next, request.Id)).Attempts);
        Assert.False(await old.HoldLeaseAsync("first", Minute, Cancel));
    }

    [Fact]
    public async Task Each_taking_over_of_a_lease_raises_its_epoch_and_renewing_does_not()
    {
        await database.ExecuteAsync("delete from hitl.lease where name = 'epochs'");
        Task<long> HoldAsync(string holder) => database.AskAsync<long>($"select hitl.hold_lease('epochs', '{holder}', '1 minute')");

        var first = await HoldAsync("a");
        var renewed = await HoldAsync("a");
        await database.ExecuteAsync("update hitl.lease set until = clock_timestamp() where name = 'epochs'");
        var taken = await HoldAsync("b");

        Assert.Equal((1L, 1L, 2L), (first, renewed, taken));
    }

    [Fact]
    public async Task A_commit_of_this_process_wakes_the_pump()
    {
        var outbox = database.Get<IWorkflowOutbox>();
        var woken = outbox.WaitAsync(TimeSpan.FromMinutes(10), Cancel);

        await Samples.DecidingAsync(database);

        await woken.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
    }

    [Fact]
    public async Task A_claimed_card_is_hidden_until_its_claim_ends()
    {
        var key = await StageAsync();

        var first = Assert.Single(await Cards.ClaimStageAsync(key, Minute, Cancel));
        var hidden = await Cards.ClaimStageAsync(key, Minute, Cancel);
        await database.ExecuteAsync($"update hitl.card set due_at = clock_timestamp() where request = '{key.Request}'");
        var second = Assert.Single(await Cards.ClaimStageAsync(key, Minute, Cancel));

        Assert.Empty(hidden);
        Assert.Equal((0, null), (first.Attempts, first.FirstTriedAt));
        Assert.Equal(1, second.Attempts);
        Assert.NotNull(second.FirstTriedAt);
        Assert.Equal(first.DeliveryId, second.DeliveryId);
    }

    [Fact]
    public async Task A_try_that_surely_posted_nothing_is_forgotten_and_one_that_may_have_is_not()
    {
        var key = await StageAsync();

        var limited = Assert.Single(await Cards.ClaimStageAsync(key, Minute, Cancel));
        await Cards.PutOffAsync(limited, "no_connection", TimeProvider.System.GetUtcNow().AddSeconds(-1), Cancel);
        var unsent = Assert.Single(await Cards.ClaimStageAsync(key, Minute, Cancel));
        await Cards.FailedAsync(unsent, "no_answer", TimeProvider.System.GetUtcNow().AddSeconds(-1), null, Cancel);
        var unknown = Assert.Single(await Cards.ClaimStageAsync(key, Minute, Cancel));
        await Cards.PutOffAsync(unknown, "no_connection", TimeProvider.System.GetUtcNow().AddSeconds(-1), Cancel);
        var still = Assert.Single(await Cards.ClaimStageAsync(key, Minute, Cancel));

        Assert.Equal((1, null), (unsent.Attempts, unsent.FirstTriedAt));
        Assert.NotNull(unknown.FirstTriedAt);
        Assert.Equal((3, unknown.FirstTriedAt), (still.Attempts, still.FirstTriedAt));
    }

    [Fact]
    public async Task Two_workers_never_claim_the_same_card()
    {
        for (var n = 0; n < 10; n++) await StageAsync(Samples.Ada, Samples.Grace, Samples.Edsger);

        var claims = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Cards.ClaimAsync(5, Minute, Cancel)));

        var jobs = claims.SelectMany(claim => claim).ToList();
        Assert.Equal(jobs.Count, jobs.Select(job => job.Key).Distinct().Count());
        Assert.Equal(30, jobs.Count);
    }

    [Fact]
    public async Task A_card_follows_the_first_change_at_once_and_further_ones_a_second_after_its_last_update()
    {
        var key = await StageAsync();
        Task ChangeAsync() => database.ExecuteAsync($"select hitl.close_cards('{key.Request}')");
        Task<double> WaitAsync() => database.AskAsync<double>($"select extract(epoch from due_at - updated_at)::float8 from hitl.card where request = '{key.Request}'");
        await ShownAsync(Assert.Single(await Cards.ClaimStageAsync(key, Minute, Cancel)));
        await ChangeAsync();
        await ShownAsync(Assert.Single(await Cards.ClaimStageAsync(key, Minute, Cancel)));

        await ChangeAsync();
        var afterOne = await WaitAsync();
        await ChangeAsync();
        var afterTwo = await WaitAsync();

        Assert.True(afterOne >= 1, $"due {afterOne} s after the update");
        Assert.Equal(Math.Max(1, afterOne), afterTwo, 3.0);
        Assert.Equal(4L, await database.AskAsync<long>($"select wanted_version from hitl.card where request = '{key.Request}'"));
    }

    [Fact]
    public async Task A_shown_card_is_not_due_until_the_truth_changes()
    {
        var key = await StageAsync();
        var job = Assert.Single(await Cards.ClaimStageAsync(key, Minute, Cancel));
        await ShownAsync(job);
        Assert.Empty(await Cards.ClaimStageAsync(key, Minute, Cancel));

        await database.Get<IStageStore>().CloseAsync(key, StageStatus.Escalated, IdentityGraph.None, Cancel);

        var update = Assert.Single(await Cards.ClaimStageAsync(key, Minute, Cancel));
        Assert.Equal(Place, update.Location);
        Assert.True(update.WantedVersion > job.WantedVersion);
        Assert.Equal(1, await Cards.DeliveredAsync(key, Cancel));
    }

    [Fact]
    public async Task A_change_while_a_card_is_being_posted_makes_it_due_again()
    {
        var key = await StageAsync();
        var job = Assert.Single(await Cards.ClaimStageAsync(key, Minute, Cancel));
        await database.Get<IStageStore>().CloseAsync(key, StageStatus.Escalated, IdentityGraph.None, Cancel);

        await ShownAsync(job);

        Assert.Single(await Cards.ClaimStageAsync(key, Minute, Cancel));
    }

    [Fact]
    public async Task A_posting_is_recorded_in_the_ledger_once()
    {
        var key = await StageAsync();
        var job = Assert.Single(await Cards.ClaimStageAsync(key, Minute, Cancel));

        await ShownAsync(job);
        await ShownAsync(job);

        Assert.Equal(1, await database.RowsAsync(key.Request, LedgerKinds.CardPosted));
    }

    [Fact]
    public async Task A_card_nobody_saw_is_not_posted_only_to_say_that_it_is_over()
    {
        var key = await StageAsync();

        await database.Get<IStageStore>().CloseAsync(key, StageStatus.Escalated, IdentityGraph.None, Cancel);

        Assert.Empty(await Cards.ClaimStageAsync(key, Minute, Cancel));
    }

    [Fact]
    public async Task A_card_given_up_is_left_alone_and_recorded_once()
    {
        var key = await StageAsync();
        var job = Assert.Single(await Cards.ClaimStageAsync(key, Minute, Cancel));
        var entry = Samples.Entry(Samples.Request() with { Id = key.Request }, LedgerKinds.CardUndelivered);

        await Cards.FailedAsync(job, "channel_not_found", null, entry, Cancel);
        await Cards.FailedAsync(job, "channel_not_found", null, entry, Cancel);

        Assert.Empty(await Cards.ClaimStageAsync(key, Minute, Cancel));
        Assert.Equal(0, await Cards.DeliveredAsync(key, Cancel));
        Assert.Equal(1, await database.RowsAsync(key.Request, LedgerKinds.CardUndelivered));
    }

    [Fact]
    public async Task Only_cards_that_are_given_up_count_as_beyond_reach()
    {
        var key = await StageAsync(Samples.Ada, Samples.Grace, Samples.Edsger);
        var jobs = await Cards.ClaimStageAsync(key, Minute, Cancel);

        await Cards.FailedAsync(jobs[0], "no_answer", TimeProvider.System.GetUtcNow(), null, Cancel);
        await ShownAsync(jobs[1]);
        var before = await Cards.GivenUpAsync(key, Cancel);
        await Cards.FailedAsync(jobs[2], "channel_not_found", null, null, Cancel);

        Assert.Equal((0, 1), (before, await Cards.GivenUpAsync(key, Cancel)));
    }

    [Fact]
    public async Task A_failed_card_is_due_again_at_its_time()
    {
        var key = await StageAsync();
        var job = Assert.Single(await Cards.ClaimStageAsync(key, Minute, Cancel));
        await Cards.FailedAsync(job, "no_connection", TimeProvider.System.GetUtcNow().AddMinutes(5), null, Cancel);
        Assert.Empty(await Cards.ClaimStageAsync(key, Minute, Cancel));

        await Cards.FailedAsync(job, "no_connection", TimeProvider.System.GetUtcNow().AddSeconds(-1), null, Cancel);

        Assert.Single(await Cards.ClaimStageAsync(key, Minute, Cancel));
    }

    private async Task<IWorkflowOutbox> PumpAsync(IServiceProvider process)
    {
        await database.ExecuteAsync("update hitl.lease set until = clock_timestamp() where name = 'workflow-pump'");
        var outbox = process.GetRequiredService<IWorkflowOutbox>();
        Assert.True(await outbox.HoldLeaseAsync(Guid.NewGuid().ToString(), Minute, Cancel));
        return outbox;
    }

    private async Task<StageKey> StageAsync(params PersonId[] people)
    {
        var request = await Samples.DecidingAsync(database);
        return await Samples.OpenStageAsync(database, request, 1, people.Length == 0 ? [Samples.Ada] : people);
    }

    private Task ShownAsync(CardJob job) =>
        Cards.ShownAsync(
            job, Place, job.WantedVersion, Samples.Entry(Samples.Request() with { Id = job.Key.Stage.Request }, LedgerKinds.CardPosted), Cancel);

    private static async Task<WorkflowMessage> OnlyAsync(IWorkflowOutbox outbox, RequestId request) =>
        Assert.Single(await outbox.PendingAsync(1000, Cancel), message => message.Request == request);
}
