using Hitl.Escalations.Execution;
using Hitl.Escalations.Intake;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Ops;
using Hitl.Escalations.Requests;

namespace Hitl.Tests.Postgres;

public sealed class ExecutionStoreTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IGrantStore Grants => database.Get<IGrantStore>();

    private IEffectStore Effects => database.Get<IEffectStore>();

    private IOpsStore Ops => database.Get<IOpsStore>();

    private IRequestStore Requests => database.Get<IRequestStore>();

    [Fact]
    public async Task A_grant_is_issued_once_and_moves_the_request_to_executing()
    {
        var (request, digest) = await Samples.GrantedAsync(database);

        var again = await IssueAsync(request, digest);

        Assert.Equal([Samples.Ada], again!.Approvers);
        Assert.Equal(RequestState.Executing, (await Requests.FindAsync(request.Id, Cancel))!.State);
        Assert.Equal(1, await database.RowsAsync(request.Id, LedgerKinds.GrantIssued));
        Assert.Equal(digest, (await Grants.FindAsync(request.Id, 1, Cancel))!.Digest);
    }

    [Fact]
    public async Task A_reset_leaves_one_intervention_and_one_row_and_is_refused_once_an_effect_was_intended()
    {
        var (request, digest) = await Samples.GrantedAsync(database);
        var reset = new Intervention(Guid.NewGuid(), request.Id, "reset", Samples.Ada, "stuck after the upgrade", TimeProvider.System.GetUtcNow());
        var entry = Samples.Entry(request, LedgerKinds.OpsIntervened);

        var first = await Ops.ResetAsync(reset, entry, Cancel);
        var again = await Ops.ResetAsync(reset, entry, Cancel);
        await Effects.IntendAsync(new(request.Id, 1, "refund-payment", false), "key-" + request.Id, digest, Samples.Entry(request, LedgerKinds.EffectIntended), Cancel);
        var late = await Ops.ResetAsync(reset with { Id = Guid.NewGuid() }, entry, Cancel);

        Assert.Equal((true, true, false), (first, again, late));
        Assert.Equal(1, await database.RowsAsync(request.Id, LedgerKinds.OpsIntervened));
        Assert.Equal(1L, await database.AskAsync<long>($"select count(*) from hitl.intervention where request = '{request.Id}' and kind = 'reset' and taken_at is not null"));
    }

    [Fact]
    public async Task No_grant_for_another_digest()
    {
        var (request, _) = await Samples.GrantedAsync(database);

        Assert.Null(await IssueAsync(request, new string('d', 64)));
    }

    [Fact]
    public async Task No_grant_before_anybody_approved()
    {
        var request = await Samples.DecidingAsync(database);

        Assert.Null(await IssueAsync(request, Hitl.Escalations.Consent.ConsentDigest.Of(Samples.Consent(request))));
    }

    [Fact]
    public async Task No_grant_while_executions_are_stopped()
    {
        var request = await ApprovedAsync();
        await database.ExecuteAsync("insert into hitl.execution_stop (reason) values ('an old backup')");

        var stopped = await Assert.ThrowsAsync<Hitl.Postgres.ExecutionsStoppedException>(
            () => IssueAsync(request, Hitl.Escalations.Consent.ConsentDigest.Of(Samples.Consent(request))));

        await database.ExecuteAsync("delete from hitl.execution_stop");
        Assert.True(stopped.IsTransient);
        Assert.NotNull(await IssueAsync(request, Hitl.Escalations.Consent.ConsentDigest.Of(Samples.Consent(request))));
    }

    [Fact]
    public async Task Of_a_withdrawal_and_a_grant_at_the_same_moment_exactly_one_wins()
    {
        var winners = new HashSet<bool>();
        for (var round = 0; round < 25; round++)
        {
            var request = await ApprovedAsync();
            var digest = Hitl.Escalations.Consent.ConsentDigest.Of(Samples.Consent(request));

            var grant = IssueAsync(request, digest);
            var withdrawal = database.Get<IRequestIntake>().WithdrawAsync(
                request.Id, "no", Samples.Entry(request, LedgerKinds.RequestWithdrawn), Cancel);
            await Task.WhenAll(grant, withdrawal);

            var isGranted = await grant is not null;
            winners.Add(isGranted);
            Assert.Equal(isGranted, (await withdrawal)!.WithdrawnAt is null);
            Assert.Equal(isGranted ? RequestState.Executing : RequestState.Withdrawn, (await Requests.FindAsync(request.Id, Cancel))!.State);
        }

        Assert.NotEmpty(winners);
    }

    [Fact]
    public async Task Nothing_is_intended_without_a_grant()
    {
        var request = await ApprovedAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => IntendAsync(Key(request), new string('a', 64)));

        Assert.Null(await Effects.FindAsync(Key(request), Cancel));
        Assert.Equal(0, await database.RowsAsync(request.Id, LedgerKinds.EffectIntended));
    }

    [Fact]
    public async Task Every_intent_counts_an_attempt_and_leaves_a_row()
    {
        var (request, digest) = await Samples.GrantedAsync(database);
        await IntendAsync(Key(request), digest);

        var second = await IntendAsync(Key(request), digest);

        Assert.Equal((2, EffectStatus.Intended), (second.Attempts, second.Status));
        Assert.Equal(2, await database.RowsAsync(request.Id, LedgerKinds.EffectIntended));
    }

    [Theory]
    [InlineData(EffectStatus.Done)]
    [InlineData(EffectStatus.Refused)]
    public async Task What_is_done_or_refused_is_not_intended_again(EffectStatus status)
    {
        var (request, digest) = await Samples.GrantedAsync(database);
        await IntendAsync(Key(request), digest);
        await RecordAsync(Key(request), status, "re_1");

        var again = await IntendAsync(Key(request), digest);

        Assert.Equal((status, 1), (again.Status, again.Attempts));
        Assert.Equal(1, await database.RowsAsync(request.Id, LedgerKinds.EffectIntended));
    }

    [Fact]
    public async Task A_done_effect_never_changes_again()
    {
        var (request, digest) = await Samples.GrantedAsync(database);
        await IntendAsync(Key(request), digest);
        await RecordAsync(Key(request), EffectStatus.Done, "re_1");

        var again = await RecordAsync(Key(request), EffectStatus.NotDone, null);

        Assert.Equal((EffectStatus.Done, "re_1"), (again.Status, again.Reference));
        Assert.Equal(1, await database.RowsAsync(request.Id, LedgerKinds.EffectRecorded));
        await Assert.ThrowsAsync<Npgsql.PostgresException>(
            () => database.ExecuteAsync($"update hitl.effect set status = 'not_done' where request = '{request.Id}'"));
    }

    [Fact]
    public async Task An_effect_under_another_key_is_misuse()
    {
        var (request, digest) = await Samples.GrantedAsync(database);
        await IntendAsync(Key(request), digest);

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => Effects.IntendAsync(Key(request), "another-key", digest, Samples.Entry(request, LedgerKinds.EffectIntended), Cancel));
    }

    [Fact]
    public async Task Effects_are_listed_in_the_order_they_were_first_intended()
    {
        var (request, digest) = await Samples.GrantedAsync(database);
        EffectKey[] keys = [Key(request, "z-first"), Key(request, "a-second"), Key(request, "z-first") with { IsCompensation = true }];

        foreach (var key in keys) await IntendAsync(key, digest);

        Assert.Equal(keys, (await Effects.ListAsync(request.Id, 1, Cancel)).Select(effect => effect.Key));
    }

    [Fact]
    public async Task Parking_twice_parks_once_and_shows_why_it_waits()
    {
        var (request, _) = await Samples.GrantedAsync(database);
        await ParkAsync(request, Samples.Noon);

        await ParkAsync(request, Samples.Noon.AddSeconds(3));

        var stored = await Requests.FindAsync(request.Id, Cancel);
        Assert.Equal((RequestState.WaitingForOps, "the target is down"), (stored!.State, stored.Outcome));
        Assert.Single(await Ops.ListAsync(Cancel), parked => parked.Request == request.Id);
        Assert.Equal(1, await database.RowsAsync(request.Id, LedgerKinds.RequestMoved));
    }

    [Fact]
    public async Task An_intervention_is_taken_once_per_token_and_unparks()
    {
        var (request, _) = await Samples.GrantedAsync(database);
        await ParkAsync(request, Samples.Noon);
        var intervention = Intervention(request);
        Assert.True(await InterveneAsync(intervention));
        Assert.True(await InterveneAsync(intervention));

        var first = await Ops.TakeAsync(request.Id, "token-1", Cancel);
        var repeated = await Ops.TakeAsync(request.Id, "token-1", Cancel);
        var other = await Ops.TakeAsync(request.Id, "token-2", Cancel);

        Assert.Equal(intervention, first);
        Assert.Equal(first, repeated);
        Assert.Null(other);
        Assert.Null(await Ops.FindAsync(request.Id, Cancel));
        Assert.Equal(RequestState.Executing, (await Requests.FindAsync(request.Id, Cancel))!.State);
        Assert.Equal(1, await database.RowsAsync(request.Id, LedgerKinds.OpsIntervened));
        Assert.Equal(1L, await database.AskAsync<long>($"select count(*) from hitl.workflow_message where request = '{request.Id}' and kind = 'intervention'"));
    }

    [Fact]
    public async Task Nobody_intervenes_in_what_does_not_wait()
    {
        var (request, _) = await Samples.GrantedAsync(database);

        Assert.False(await InterveneAsync(Intervention(request)));

        Assert.Equal(0, await database.RowsAsync(request.Id, LedgerKinds.OpsIntervened));
    }

    [Fact]
    public async Task Of_two_people_intervening_at_once_one_is_told_that_it_no_longer_waits()
    {
        var (request, _) = await Samples.GrantedAsync(database);
        await ParkAsync(request, Samples.Noon);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => InterveneAsync(Intervention(request))));

        Assert.Single(answers, answer => answer);
    }

    private static EffectKey Key(ActionRequest request, string step = "refund-payment") => new(request.Id, 1, step, false);

    private static Intervention Intervention(ActionRequest request) =>
        new(Guid.NewGuid(), request.Id, "replay", Samples.Grace, "the target is back", Samples.Noon);

    private async Task<ActionRequest> ApprovedAsync()
    {
        var request = await Samples.DecidingAsync(database);
        await Requests.MoveAsync(request.Id, RequestState.Approved, "Approved.", [], Cancel);
        return request;
    }

    private Task<Grant?> IssueAsync(ActionRequest request, string digest) =>
        Grants.IssueAsync(new(request.Id, 1, digest, [Samples.Ada]), Samples.Entry(request, LedgerKinds.GrantIssued), Cancel);

    private Task<EffectRecord> IntendAsync(EffectKey key, string digest) =>
        Effects.IntendAsync(key, "idempotency-key", digest, Samples.Entry(Samples.Request() with { Id = key.Request }, LedgerKinds.EffectIntended), Cancel);

    private Task<EffectRecord> RecordAsync(EffectKey key, EffectStatus status, string? reference) =>
        Effects.RecordAsync(key, status, reference, "said so", Samples.Entry(Samples.Request() with { Id = key.Request }, LedgerKinds.EffectRecorded), Cancel);

    private Task ParkAsync(ActionRequest request, DateTimeOffset since) =>
        Ops.ParkAsync(new(request.Id, "refund-payment", false, "the target is down", "payments-ops", since), [Samples.Entry(request, LedgerKinds.RequestMoved)], Cancel);

    private Task<bool> InterveneAsync(Intervention intervention) =>
        Ops.InterveneAsync(
            intervention, Samples.Entry(Samples.Request() with { Id = intervention.Request }, LedgerKinds.OpsIntervened), Cancel);
}
