using Hitl.Escalations.Consent;
using Hitl.Escalations.Intake;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Requests;

namespace Hitl.Tests.Postgres;

public sealed class RequestStoreTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IRequestIntake Intake => database.Get<IRequestIntake>();

    private IRequestStore Requests => database.Get<IRequestStore>();

    [Fact]
    public async Task A_request_comes_back_exactly_as_it_was_accepted()
    {
        var request = Samples.Request();

        var receipt = await SubmitAsync(request, "key-exact");

        var found = await Requests.FindAsync(request.Id, Cancel);
        Assert.False(receipt.IsReplay);
        Assert.Equal(System.Text.Json.JsonSerializer.Serialize(request), System.Text.Json.JsonSerializer.Serialize(found!.Request));
        Assert.Equal(RequestState.Received, found.State);
    }

    [Fact]
    public async Task The_consent_record_re_digests_identically_after_a_round_trip()
    {
        var request = await Samples.DecidingAsync(database);

        var found = await Requests.FindAsync(request.Id, Cancel);

        Assert.Equal(ConsentDigest.Of(Samples.Consent(request)), ConsentDigest.Of(found!.Evaluation!.Consent!));
        Assert.Equal(found.Digest, ConsentDigest.Of(found.Evaluation.Consent!));
    }

    [Fact]
    public async Task One_key_with_the_same_body_names_one_request_and_writes_one_row()
    {
        var first = Samples.Request();
        var second = Samples.Request();
        await SubmitAsync(first, "key-same");

        var receipt = await SubmitAsync(second, "key-same");

        Assert.True(receipt.IsReplay);
        Assert.Equal(first.Id, receipt.Request.Request.Id);
        Assert.Null(await Requests.FindAsync(second.Id, Cancel));
        Assert.Equal(0, await database.RowsAsync(second.Id, LedgerKinds.RequestReceived));
    }

    [Fact]
    public async Task One_key_with_another_body_is_a_mismatch_and_stores_nothing()
    {
        var first = Samples.Request();
        await SubmitAsync(first, "key-mismatch");

        var receipt = await Intake.SubmitAsync(
            Samples.Request(), "key-mismatch", new string('c', 64), Samples.Entry(first, LedgerKinds.RequestReceived), Cancel);

        Assert.True(receipt.IsMismatch);
        Assert.False(receipt.IsReplay);
        Assert.Equal(first.Id, receipt.Request.Request.Id);
        Assert.Equal(1, await database.RowsAsync(first.Id, LedgerKinds.RequestReceived));
    }

    [Fact]
    public async Task The_same_key_of_another_actor_is_another_request()
    {
        var mine = Samples.Request();
        var theirs = Samples.Request("billing-bot");
        await SubmitAsync(mine, "key-shared");

        var receipt = await SubmitAsync(theirs, "key-shared");

        Assert.Equal(theirs.Id, receipt.Request.Request.Id);
    }

    [Fact]
    public async Task Of_many_posts_under_one_key_at_once_exactly_one_is_the_first()
    {
        var receipts = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => SubmitAsync(Samples.Request(), "key-race")));

        Assert.Single(receipts, receipt => !receipt.IsReplay);
        Assert.Single(receipts.Select(receipt => receipt.Request.Request.Id).Distinct());
    }

    [Fact]
    public async Task An_evaluation_is_recorded_once()
    {
        var request = await Samples.DecidingAsync(database);

        var again = await Requests.RecordEvaluationAsync(
            request.Id, Samples.Evaluation(request, EvaluationOutcome.Refused), null, RequestState.Refused, [Samples.Entry(request, LedgerKinds.RequestEvaluated)], Cancel);

        Assert.Equal(RequestState.Deciding, again.State);
        Assert.Equal(EvaluationOutcome.Ask, again.Evaluation!.Outcome);
        Assert.Equal(1, await database.RowsAsync(request.Id, LedgerKinds.RequestEvaluated));
    }

    [Fact]
    public async Task A_move_already_made_writes_no_second_row()
    {
        var request = await Samples.DecidingAsync(database);
        await MoveAsync(request, RequestState.Approved);

        var again = await MoveAsync(request, RequestState.Approved);

        Assert.Equal(RequestState.Approved, again.State);
        Assert.Equal(1, await database.RowsAsync(request.Id, LedgerKinds.RequestMoved));
    }

    [Fact]
    public async Task A_final_state_is_never_left()
    {
        var request = await Samples.DecidingAsync(database);
        await MoveAsync(request, RequestState.Denied);

        foreach (var state in Enum.GetValues<RequestState>()) await MoveAsync(request, state);

        Assert.Equal(RequestState.Denied, (await Requests.FindAsync(request.Id, Cancel))!.State);
        Assert.Equal(1, await database.RowsAsync(request.Id, LedgerKinds.RequestMoved));
    }

    [Fact]
    public async Task Not_even_the_owner_of_the_tables_leaves_a_final_state()
    {
        var request = await Samples.DecidingAsync(database);
        await MoveAsync(request, RequestState.Denied);

        var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(
            () => database.ExecuteAsync($"update hitl.request set state = 'approved' where id = '{request.Id}'"));

        Assert.Contains("never left", refused.MessageText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_withdrawal_ends_the_request_and_tells_the_workflow_once()
    {
        var request = await Samples.DecidingAsync(database);
        var key = await Samples.OpenStageAsync(database, request, 1, Samples.Ada);

        await WithdrawAsync(request);
        var again = await WithdrawAsync(request);

        Assert.NotNull(again!.WithdrawnAt);
        Assert.Equal(RequestState.Withdrawn, again.State);
        Assert.Equal(Hitl.Escalations.Stages.StageStatus.Withdrawn, (await database.Get<Hitl.Escalations.Stages.IStageStore>().FindAsync(key, Cancel))!.Status);
        Assert.Equal(1, await database.RowsAsync(request.Id, LedgerKinds.RequestWithdrawn));
        Assert.Equal(1L, await database.AskAsync<long>($"select count(*) from hitl.workflow_message where request = '{request.Id}' and kind = 'withdrawal'"));
    }

    [Fact]
    public async Task What_began_to_execute_cannot_be_withdrawn()
    {
        var (request, _) = await Samples.GrantedAsync(database);

        var answer = await WithdrawAsync(request);

        Assert.Null(answer!.WithdrawnAt);
        Assert.Equal(RequestState.Executing, answer.State);
    }

    [Fact]
    public async Task Withdrawing_what_never_was_finds_nothing() =>
        Assert.Null(await WithdrawAsync(Samples.Request()));

    [Fact]
    public async Task A_new_revision_asks_afresh_and_repeats_change_nothing()
    {
        var request = await Samples.DecidingAsync(database);
        await MoveAsync(request, RequestState.Approved);

        await Requests.ReviseAsync(request.Id, 2, [Samples.Entry(request, LedgerKinds.RequestRevised)], Cancel);
        var again = await Requests.ReviseAsync(request.Id, 2, [Samples.Entry(request, LedgerKinds.RequestRevised)], Cancel);

        Assert.Equal(2, again.Request.Revision);
        Assert.Equal((RequestState.Received, null, null), (again.State, again.Evaluation, again.Digest));
        Assert.Equal(1, await database.RowsAsync(request.Id, LedgerKinds.RequestRevised));
    }

    [Fact]
    public async Task Only_open_requests_of_the_actor_are_counted()
    {
        var open = Samples.Request("counted-bot");
        var ended = Samples.Request("counted-bot");
        await SubmitAsync(open, "key-open");
        await SubmitAsync(ended, "key-ended");
        await WithdrawAsync(ended);

        var count = await Intake.OpenCountAsync(new("counted-bot"), Cancel);

        Assert.Equal(1, count);
    }

    private Task<IntakeReceipt> SubmitAsync(ActionRequest request, string key) =>
        Intake.SubmitAsync(request, key, new string('b', 64), Samples.Entry(request, LedgerKinds.RequestReceived), Cancel);

    private Task<StoredRequest?> WithdrawAsync(ActionRequest request) =>
        Intake.WithdrawAsync(request.Id, "changed my mind", Samples.Entry(request, LedgerKinds.RequestWithdrawn), Cancel);

    private Task<StoredRequest> MoveAsync(ActionRequest request, RequestState to) =>
        Requests.MoveAsync(request.Id, to, "Moved.", [Samples.Entry(request, LedgerKinds.RequestMoved)], Cancel);
}
