using Hitl.Escalations.Decisions;
using Hitl.Escalations.Execution;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Stages;
using Hitl.Workflows.Requests;

namespace Hitl.Tests.Workflows.Requests;

public sealed class RequestWorkflowTests : IClassFixture<StoryWorld>
{
    private readonly StoryWorld _world;

    public RequestWorkflowTests(StoryWorld world)
    {
        _world = world;
        _world.Cards.AlwaysOnPost = null;
        _world.Catalogs.Active = StoryWorld.Catalog;
        _world.Payments.IsDown = false;
        _world.Loyalty.Refuses = _ => false;
        _world.Payments.Refuses = _ => false;
    }

    [Fact]
    public async Task Allowed_alone_is_executed_and_nobody_is_asked()
    {
        var request = await _world.AskAsync("refund", 4_200);

        var end = await _world.EndAsync(request);

        Assert.Equal(RequestState.Executed, end);
        Assert.DoesNotContain(_world.Stages.All, stage => stage.Key.Request == request);
        Assert.Single(_world.Payments.Effects, IdempotencyKeys.For(new(request, 1, "refund-payment", false)));
    }

    [Fact]
    public async Task Refused_by_the_catalog_ends_at_once()
    {
        var request = await _world.AskAsync("refund", 50_001);

        var end = await _world.EndAsync(request);

        Assert.Equal(RequestState.Refused, end);
        Assert.DoesNotContain(_world.Ledger.Entries, entry => entry.Request == request && entry.Kind == LedgerKinds.GrantIssued);
    }

    [Fact]
    public async Task Narrowed_by_an_approver_it_is_evaluated_again_and_everybody_decides_afresh()
    {
        var request = await _world.AskAsync("refund", 42_000);
        await _world.OpenAsync(request, 1);
        var stored = await _world.Requests.FindAsync(request, TestContext.Current.CancellationToken);
        await _world.Requests.EditAsync(stored!.Request with { Amount = new(21_000, "USD"), Revision = 2 }, new("ben"), new() { Kind = LedgerKinds.RequestEdited, By = "person:ben", Summary = "Narrowed." }, TestContext.Current.CancellationToken);
        _world.Stages.CloseAll(request, StageStatus.Withdrawn);
        await _world.SignalAsync(request, RequestAddress.DecisionRecorded);
        var second = await _world.OpenAsync(request, 1, revision: 2);
        await _world.DecideAsync(second.Key, "ben", Verdict.Approve);
        var end = await _world.EndAsync(request);

        Assert.Equal(RequestState.Executed, end);
        Assert.DoesNotContain(IdempotencyKeys.For(new(request, 1, "refund-payment", false)), _world.Payments.Effects);
        Assert.Single(_world.Payments.Effects, IdempotencyKeys.For(new(request, 2, "refund-payment", false)));
    }

    [Fact]
    public async Task Coverage_is_asked_at_once_for_who_is_away_and_decides()
    {
        var request = await _world.AskAsync("refund", 42_000);
        var stage = await _world.OpenAsync(request, 1);

        await _world.DecideAsync(stage.Key, "ben", Verdict.Approve);
        var end = await _world.EndAsync(request);

        Assert.Equal(("ben", "ada"), (stage.Asked.Single().Person.Value, stage.Asked.Single().CoversFor!.Value.Value));
        Assert.Equal(RequestState.Executed, end);
        Assert.Equal(["Approved by ben.", "Done: refund-payment (ref_"], Outcomes(request).Select(outcome => outcome[..Math.Min(outcome.Length, 26)]));
    }

    [Fact]
    public async Task A_denial_ends_it_with_the_reason_and_nothing_runs()
    {
        var sends = _world.Accounts.Sends.Count;
        var request = await _world.AskAsync("change-email", null, parameters: new() { ["email"] = "new@example.com" });
        var stage = await _world.OpenAsync(request, 1);

        await _world.DecideAsync(stage.Key, "emil", Verdict.Deny, "not verified by phone");
        var end = await _world.EndAsync(request);

        Assert.Equal(RequestState.Denied, end);
        Assert.Equal("Denied by emil: not verified by phone", _world.Requests.Get(request).Outcome);
        Assert.Equal(sends, _world.Accounts.Sends.Count);
    }

    [Fact]
    public async Task An_empty_stage_is_skipped_at_once_and_two_people_fill_the_quorum()
    {
        var request = await _world.AskAsync("refund-and-restore", 90_000, "cus_rich", new() { ["charge"] = "ch_2", ["points"] = 500 });
        var stage = await _world.OpenAsync(request, 2);

        await _world.DecideAsync(stage.Key, "ben", Verdict.Approve);
        await _world.PassAsync(TimeSpan.FromMinutes(5));
        var afterOne = _world.Requests.Get(request).State;
        await _world.DecideAsync(stage.Key, "chidi", Verdict.Approve);
        var end = await _world.EndAsync(request);

        Assert.Equal((RequestState.Deciding, RequestState.Executed), (afterOne, end));
        Assert.Equal(StageStatus.Skipped, _world.Stages.All.Single(other => other.Key == new StageKey(request, 1, 1)).Status);
        Assert.Contains(_world.Ledger.Entries, entry => entry.Request == request && entry.Kind == LedgerKinds.StageSkipped);
    }

    [Fact]
    public async Task A_later_step_that_is_refused_takes_the_earlier_one_back()
    {
        _world.Loyalty.Refuses = _ => true;
        var request = await _world.AskAsync("refund-and-restore", 90_000, "cus_poor", new() { ["charge"] = "ch_3", ["points"] = 500 });
        var stage = await _world.OpenAsync(request, 2);

        await _world.DecideAsync(stage.Key, "ben", Verdict.Approve);
        await _world.DecideAsync(stage.Key, "emil", Verdict.Approve);
        var end = await _world.EndAsync(request);

        Assert.Equal(RequestState.Compensated, end);
        Assert.Contains(IdempotencyKeys.For(new(request, 1, "refund-payment", true)), _world.Payments.Effects);
        Assert.Equal("ref_", _world.Payments.Sends.Last().Undoes![..4]);
    }

    [Fact]
    public async Task A_first_step_that_is_refused_means_nothing_was_executed()
    {
        _world.Payments.Refuses = _ => true;
        var request = await _world.AskAsync("refund", 4_200);

        var end = await _world.EndAsync(request);

        Assert.Equal(RequestState.NeverExecuted, end);
    }

    [Fact]
    public async Task Silence_reminds_covers_escalates_and_ends_in_refusal()
    {
        var before = await Hours();
        var request = await _world.AskAsync("refund", 42_000);

        var end = await _world.EndAsync(request);

        Assert.Equal(RequestState.Expired, end);
        Assert.InRange(await Hours() - before, 8, 8.1);
        Assert.Equal(
            [LedgerKinds.StageOpened, LedgerKinds.StageReminded, LedgerKinds.StageReminded, LedgerKinds.StageOpened, LedgerKinds.StageReminded, LedgerKinds.StageCovered],
            _world.Ledger.Entries.Where(entry => entry.Request == request && entry.Kind.StartsWith("stage.", StringComparison.Ordinal)).Select(entry => entry.Kind));
        Assert.Equal([StageStatus.Escalated, StageStatus.Escalated], Walked(request));
    }

    [Fact]
    public async Task An_unknown_outcome_is_looked_up_and_found_and_not_sent_again()
    {
        _world.Payments.Faults.Enqueue(SendFault.LostAfter);
        var request = await _world.AskAsync("refund", 4_200);

        var end = await _world.EndAsync(request);

        var key = IdempotencyKeys.For(new(request, 1, "refund-payment", false));
        Assert.Equal(RequestState.Executed, end);
        Assert.Equal((1, 1), (_world.Payments.Sends.Count(call => call.IdempotencyKey == key), _world.Payments.LookUps.Count(call => call.IdempotencyKey == key)));
    }

    [Fact]
    public async Task A_target_that_is_down_waits_for_ops_and_a_replay_finishes_it()
    {
        _world.Payments.IsDown = true;
        var request = await _world.AskAsync("refund", 4_200);

        var reason = await _world.ParkedAsync(request);
        var status = await _world.StatusAsync(request);
        _world.Payments.IsDown = false;
        await _world.InterveneAsync(request, "replay");
        var end = await _world.EndAsync(request);

        Assert.Equal("could not be sent in 3 tries (executor.no_connection)", reason);
        Assert.Equal(("waiting for ops at refund-payment", reason), (status.Where, status.Why));
        Assert.Equal(RequestState.Executed, end);
        Assert.Single(_world.Payments.Effects, IdempotencyKeys.For(new(request, 1, "refund-payment", false)));
    }

    [Fact]
    public async Task Abandoned_by_ops_before_anything_took_effect_is_never_executed()
    {
        _world.Payments.IsDown = true;
        var request = await _world.AskAsync("refund", 4_200);

        await _world.ParkedAsync(request);
        await _world.InterveneAsync(request, "abandon");
        var end = await _world.EndAsync(request);

        Assert.Equal(RequestState.NeverExecuted, end);
        Assert.Contains("closed by gus", _world.Requests.Get(request).Outcome);
    }

    [Fact]
    public async Task A_compensation_that_fails_waits_for_ops_and_is_never_dropped()
    {
        _world.Loyalty.Refuses = _ => true;
        _world.Payments.Refuses = call => call.Undoes is not null;
        var request = await _world.AskAsync("refund-and-restore", 90_000, "cus_poor", new() { ["charge"] = "ch_4", ["points"] = 500 });
        var stage = await _world.OpenAsync(request, 2);
        await _world.DecideAsync(stage.Key, "ben", Verdict.Approve);
        await _world.DecideAsync(stage.Key, "chidi", Verdict.Approve);

        await _world.ParkedAsync(request);
        var parked = await _world.Execution.FindAsync(request, TestContext.Current.CancellationToken);
        await _world.InterveneAsync(request, "abandon");
        var end = await _world.EndAsync(request);

        Assert.Equal(("refund-payment", true), (parked!.Step, parked.IsCompensation));
        Assert.Equal(RequestState.CompensationFailed, end);
        Assert.Contains(_world.Desk.Wanted, card => card.Kind == "parked" && card.Subject == request.Value && card.People.Single().Value == "gus");
        Assert.Contains("refund-payment was done and not undone", _world.Requests.Get(request).Outcome);
    }

    [Fact]
    public async Task Withdrawn_while_people_are_asked_ends_without_execution()
    {
        var request = await _world.AskAsync("refund", 42_000);
        await _world.OpenAsync(request, 1);

        await _world.WithdrawAsync(request);
        var end = await _world.EndAsync(request);

        Assert.Equal(RequestState.Withdrawn, end);
        Assert.DoesNotContain(_world.Ledger.Entries, entry => entry.Request == request && entry.Kind == LedgerKinds.GrantIssued);
    }

    [Fact]
    public async Task A_decision_committed_before_the_deadline_counts_though_its_signal_never_came()
    {
        var request = await _world.AskAsync("refund", 42_000);
        var stage = await _world.OpenAsync(request, 1);
        await _world.PassAsync(TimeSpan.FromHours(3.5));

        await _world.DecideAsync(stage.Key, "ben", Verdict.Approve, signals: false);
        var end = await _world.EndAsync(request);

        Assert.Equal(RequestState.Executed, end);
        Assert.Equal([StageStatus.Approved], Walked(request));
    }

    [Fact]
    public async Task A_decision_after_the_deadline_is_refused_and_changes_nothing()
    {
        var request = await _world.AskAsync("refund", 42_000);
        var stage = await _world.OpenAsync(request, 1);
        await _world.PassAsync(TimeSpan.FromHours(4.5));

        var receipt = await _world.DecideAsync(stage.Key, "ben", Verdict.Approve);
        var end = await _world.EndAsync(request);

        Assert.Equal(StageStatus.Escalated, receipt.Closed);
        Assert.Equal(RequestState.Expired, end);
    }

    [Fact]
    public async Task A_signal_that_comes_before_the_stage_opens_only_makes_the_workflow_look()
    {
        var request = await _world.SubmitAsync("refund", 42_000);
        _world.Catalogs.Active = null;
        await _world.StartAsync(request);
        await _world.SignalAsync(request, RequestAddress.DecisionRecorded);
        _world.Catalogs.Active = StoryWorld.Catalog;
        var stage = await OpenedInTimeAsync(request);

        await _world.DecideAsync(stage.Key, "ben", Verdict.Approve);
        var end = await _world.EndAsync(request);

        Assert.Equal(RequestState.Executed, end);
    }

    [Fact]
    public async Task Cards_that_reach_nobody_pass_the_stage_and_the_next_people_decide()
    {
        _world.Cards.AlwaysOnPost = CardWall.Later(TimeSpan.FromSeconds(1));
        var request = await _world.AskAsync("refund", 42_000);
        await _world.PassUntilAsync(() => Walked(request) is [StageStatus.Skipped, ..]);
        _world.Cards.AlwaysOnPost = null;

        var stage = await OpenedInTimeAsync(request, 2);
        await _world.DecideAsync(stage.Key, "emil", Verdict.Approve);
        var end = await _world.EndAsync(request);

        Assert.Equal(RequestState.Executed, end);
        Assert.Contains(_world.Ledger.Entries, entry => entry.Request == request && entry.Kind == LedgerKinds.CardUndelivered);
    }

    [Fact]
    public async Task With_no_card_anywhere_the_last_stage_still_waits_for_the_console()
    {
        _world.Cards.AlwaysOnPost = CardWall.Later(TimeSpan.FromSeconds(1));
        var request = await _world.AskAsync("refund", 42_000);
        var stage = await OpenedInTimeAsync(request, 2);
        await _world.PassAsync(TimeSpan.FromHours(3));

        await _world.DecideAsync(stage.Key, "emil", Verdict.Approve);
        var end = await _world.EndAsync(request);

        Assert.Equal(RequestState.Executed, end);
    }

    [Fact]
    public async Task Somebody_who_decides_in_the_console_only_is_waited_for_without_a_card()
    {
        _world.Catalogs.Active = StoryWorld.Catalog with
        {
            People = StoryWorld.Catalog.People.ToDictionary(person => person.Key, person => person.Value with { SlackUser = null }),
        };
        var request = await _world.AskAsync("refund", 42_000);
        var stage = await _world.OpenAsync(request, 1);
        await _world.PassAsync(TimeSpan.FromHours(2));

        await _world.DecideAsync(stage.Key, "ben", Verdict.Approve);
        var end = await _world.EndAsync(request);

        Assert.Equal((RequestState.Executed, StageStatus.Approved), (end, Walked(request).Single()));
        Assert.DoesNotContain(_world.Ledger.Entries, entry => entry.Request == request && entry.Kind == LedgerKinds.CardUndelivered);
    }

    [Fact]
    public async Task An_approver_who_lost_the_role_makes_the_request_ask_again_once()
    {
        var request = await _world.AskAsync("refund", 42_000);
        var stage = await _world.OpenAsync(request, 1);
        _world.Catalogs.Active = WithRole("refund-approver", "farah");
        await _world.DecideAsync(stage.Key, "ben", Verdict.Approve);

        var again = await _world.OpenAsync(request, 1, revision: 2);
        await _world.DecideAsync(again.Key, "farah", Verdict.Approve);
        var end = await _world.EndAsync(request);

        Assert.Equal(("farah", RequestState.Executed), (again.Asked.Single().Person.Value, end));
        Assert.Contains(_world.Ledger.Entries, entry => entry.Request == request && entry.Kind == LedgerKinds.RequestRevised);
    }

    [Fact]
    public async Task An_approval_that_was_tampered_with_is_refused_with_the_reason_and_nobody_is_asked_again()
    {
        var request = await _world.AskAsync("refund", 42_000);
        var stage = await _world.OpenAsync(request, 1);
        _world.Requests.Tamper(request, stored => stored with
        {
            Evaluation = stored.Evaluation! with { Consent = stored.Evaluation.Consent! with { Amount = new(49_900, "USD") } },
        });

        await _world.DecideAsync(stage.Key, "ben", Verdict.Approve);
        var end = await _world.EndAsync(request);

        Assert.Equal(RequestState.Refused, end);
        Assert.Equal("What would run is not what the catalog makes of the request.", _world.Requests.Get(request).Outcome);
        Assert.DoesNotContain(_world.Ledger.Entries, entry => entry.Request == request && entry.Kind == LedgerKinds.EffectIntended);
    }

    [Fact]
    public async Task A_database_that_is_away_for_a_while_delays_and_loses_nothing()
    {
        _world.Requests.FailNext(6);
        var request = await _world.AskAsync("refund", 4_200);

        var end = await _world.EndAsync(request);

        Assert.Equal(RequestState.Executed, end);
        Assert.Single(_world.Payments.Effects, IdempotencyKeys.For(new(request, 1, "refund-payment", false)));
    }

    private static Hitl.Governance.Catalogs.Catalog WithRole(string role, string member)
    {
        var catalog = StoryWorld.Catalog;
        var roles = catalog.Roles.ToDictionary();
        roles[new(role)] = new(new(role), [new(member)], new Dictionary<PersonId, IReadOnlyList<PersonId>>(), []);
        return catalog with { Roles = roles };
    }

    private async Task<StageRecord> OpenedInTimeAsync(RequestId request, int ordinal = 1)
    {
        await _world.PassUntilAsync(() => _world.Stages.All.Any(stage => stage.Key == new StageKey(request, 1, ordinal)));
        return await _world.OpenAsync(request, ordinal);
    }

    private IReadOnlyList<StageStatus> Walked(RequestId request) => [.. _world.Stages.All.Where(stage => stage.Key.Request == request).Select(stage => stage.Status)];

    private IEnumerable<string> Outcomes(RequestId request) =>
        _world.Ledger.Entries.Where(entry => entry.Request == request && entry.Kind == LedgerKinds.RequestMoved).Select(entry => entry.Summary);

    private Task<double> Hours() => Task.FromResult((_world.Time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalHours);
}
