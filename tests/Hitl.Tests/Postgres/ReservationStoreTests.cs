using Hitl.Escalations.Ids;
using Hitl.Escalations.Intake;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Reservations;

namespace Hitl.Tests.Postgres;

public sealed class ReservationStoreTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    private const long Most = 100_00;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IReservationStore Store => database.Get<IReservationStore>();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Fifty_requests_at_the_same_moment_never_pass_a_hard_limit(int seed)
    {
        var random = new Random(seed);
        var key = $"storm-{seed}|USD";
        var asked = await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ => (Request: await SubmitAsync(), Minor: (long)random.Next(1, 30_00))));

        var facts = await Task.WhenAll(asked.Select(a => Task.Run(() => Store.ReserveAsync(a.Request.Id, 1, Amount(key, a.Minor), Cancel))));

        var granted = asked.Zip(facts).Where(pair => !pair.Second.Limits.Single().IsOver).ToList();
        var sum = granted.Sum(pair => pair.First.Minor);
        Assert.InRange(sum, Most - 30_00, Most);
        Assert.Equal(sum, await TakenAsync(key));
        // In the order in which they came, each saw exactly what those before it had taken.
        Assert.Equal(granted.Count, granted.Select(pair => pair.Second.Limits.Single().Used).Distinct().Count());
    }

    [Fact]
    public async Task Fifty_requests_with_two_limits_each_neither_pass_one_nor_wait_for_each_other()
    {
        var asked = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => SubmitAsync()));

        await Task.WhenAll(asked.Select((request, i) => Task.Run(() => Store.ReserveAsync(request.Id, 1, new([Claim($"pair-{i % 5}|USD", 30_00), Claim($"pair-{(i + 1) % 5}|USD", 30_00)], []), Cancel))));

        for (var i = 0; i < 5; i++) Assert.InRange(await TakenAsync($"pair-{i}|USD"), 0, Most);
    }

    [Fact]
    public async Task A_repeat_finds_its_own_reservation_as_it_was()
    {
        var request = await SubmitAsync();
        var plan = Amount("repeat|USD", 40_00);

        var first = await Store.ReserveAsync(request.Id, 1, plan, Cancel);
        await Store.ReserveAsync((await SubmitAsync()).Id, 1, plan, Cancel);
        var again = await Store.ReserveAsync(request.Id, 1, plan, Cancel);

        Assert.Equal(first.Limits, again.Limits);
        Assert.Equal(80_00, await TakenAsync("repeat|USD"));
    }

    [Theory]
    [InlineData(RequestState.Refused, 0)]
    [InlineData(RequestState.Denied, 0)]
    [InlineData(RequestState.Expired, 0)]
    [InlineData(RequestState.Approved, 60_00)]
    public async Task What_a_request_took_is_given_back_when_it_ends_without_effect(RequestState state, long left)
    {
        var key = $"release-{state}|USD";
        var request = await SubmitAsync();
        await Store.ReserveAsync(request.Id, 1, Amount(key, 60_00), Cancel);

        await database.Get<IRequestStore>().MoveAsync(request.Id, state, "Moved.", [], Cancel);

        Assert.Equal(left, await TakenAsync(key));
    }

    [Fact]
    public async Task Withdrawn_and_compensated_give_back_and_executed_stays_counted()
    {
        var (withdrawn, compensated, executed) = (await SubmitAsync(), await SubmitAsync(), await SubmitAsync());
        foreach (var request in new[] { withdrawn, compensated, executed }) await Store.ReserveAsync(request.Id, 1, Amount("ends|USD", 30_00), Cancel);

        await database.Get<IRequestIntake>().WithdrawAsync(withdrawn.Id, "changed", Samples.Entry(withdrawn, LedgerKinds.RequestWithdrawn), Cancel);
        await database.ExecuteAsync($"update hitl.request set state = 'compensated' where id = '{compensated.Id}'");
        await database.ExecuteAsync($"update hitl.request set state = 'executed' where id = '{executed.Id}'");

        Assert.Equal(30_00, await TakenAsync("ends|USD"));
        Assert.True(await database.AskAsync<bool>($"select executed_at is not null from hitl.limit_use where request = '{executed.Id}'"));
    }

    [Fact]
    public async Task A_new_revision_gives_back_what_the_one_before_took()
    {
        var request = await SubmitAsync();
        await Store.ReserveAsync(request.Id, 1, Amount("revised|USD", 60_00), Cancel);

        await database.Get<IRequestStore>().ReviseAsync(request.Id, 2, [], Cancel);
        var facts = await Store.ReserveAsync(request.Id, 2, Amount("revised|USD", 70_00), Cancel);

        Assert.False(facts.Limits.Single().IsOver);
        Assert.Equal(70_00, await TakenAsync("revised|USD"));
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 60_00)]
    public async Task What_was_reversed_is_given_back_only_where_the_limit_says_so_and_only_once_the_reversal_ran(bool frees, long left)
    {
        var key = $"reversed-{frees}|USD";
        var original = await SubmitAsync();
        await Store.ReserveAsync(original.Id, 1, new([Claim(key, 60_00) with { FreesReversed = frees }], []), Cancel);
        await database.ExecuteAsync($"update hitl.request set state = 'executed' where id = '{original.Id}'");
        var reversal = Samples.Request("reversal-desk.hitl") with { Action = new("refund.reverse"), Parameters = ActionParameters.From(new() { ["reverses"] = original.Id.Value }) };
        await database.Get<IRequestIntake>().SubmitAsync(reversal, $"key-{reversal.Id}", new string('b', 64), Samples.Entry(reversal, LedgerKinds.RequestReceived), Cancel);

        await database.Get<IRequestStore>().MoveAsync(reversal.Id, RequestState.Approved, "Approved.", [], Cancel);
        var asked = await TakenAsync(key);
        await database.ExecuteAsync($"update hitl.request set state = 'executed' where id = '{reversal.Id}'");

        Assert.Equal(60_00, asked);
        Assert.Equal(left, await TakenAsync(key));
    }

    [Fact]
    public async Task The_window_rolls()
    {
        var old = await SubmitAsync();
        await Store.ReserveAsync(old.Id, 1, Amount("rolling|USD", 90_00), Cancel);
        await database.ExecuteAsync($"update hitl.limit_use set at = at - interval '25 hours' where request = '{old.Id}'");

        var facts = await Store.ReserveAsync((await SubmitAsync()).Id, 1, Amount("rolling|USD", 90_00), Cancel);

        Assert.Equal(0, facts.Limits.Single().Used);
    }

    [Fact]
    public async Task A_soft_limit_counts_what_people_will_decide()
    {
        var plan = new ReservationPlan([Claim("soft|USD", 90_00) with { IsHard = false }], []);

        await Store.ReserveAsync((await SubmitAsync()).Id, 1, plan, Cancel);
        var second = await Store.ReserveAsync((await SubmitAsync()).Id, 1, plan, Cancel);

        Assert.True(second.Limits.Single().IsOver);
        Assert.Equal(180_00, await TakenAsync("soft|USD"));
    }

    [Fact]
    public async Task The_last_check_finds_a_reservation_that_is_gone_another_one_or_too_much()
    {
        var request = await SubmitAsync();
        var plan = Amount("breach|USD", 60_00);

        var before = await Store.FindBreachAsync(request.Id, 1, plan, Cancel);
        await Store.ReserveAsync(request.Id, 1, plan, Cancel);
        var holds = await Store.FindBreachAsync(request.Id, 1, plan, Cancel);
        var other = await Store.FindBreachAsync(request.Id, 1, Amount("breach|USD", 61_00), Cancel);
        var lowered = await Store.FindBreachAsync(request.Id, 1, new([Claim("breach|USD", 60_00) with { Most = 50_00 }], []), Cancel);

        Assert.Equal("What it takes of limit daily is not reserved.", before);
        Assert.Null(holds);
        Assert.Equal("What it takes of limit daily is not reserved.", other);
        Assert.Equal("Limit daily would be passed now.", lowered);
    }

    [Fact]
    public async Task Two_requests_about_the_same_subject_see_each_other_the_later_the_earlier_only()
    {
        var plan = new ReservationPlan([], [new("one-order", "order=A-1"), new("one-customer", "customer=cus_9")]);
        var (first, second) = (await SubmitAsync("billing-bot"), await SubmitAsync());

        var earlier = await Store.ReserveAsync(first.Id, 1, plan, Cancel);
        var later = await Store.ReserveAsync(second.Id, 1, plan with { Subjects = [new("one-order", "order=A-1")] }, Cancel);
        var again = await Store.ReserveAsync(first.Id, 1, plan, Cancel);

        Assert.Empty(earlier.Conflicts);
        Assert.Empty(again.Conflicts);
        var other = Assert.Single(later.Conflicts);
        Assert.Equal((first.Id, new ActorId("billing-bot"), "chat", new Money(42_000, "USD")), (other.Request, other.Actor, other.Channel, other.Amount));
    }

    [Fact]
    public async Task Of_fifty_requests_about_one_subject_exactly_one_goes_first_and_its_end_wakes_the_rest()
    {
        var plan = new ReservationPlan([], [new("one-order", "order=storm")]);
        var asked = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => SubmitAsync()));
        var facts = await Task.WhenAll(asked.Select(request => Task.Run(() => Store.ReserveAsync(request.Id, 1, plan, Cancel))));

        var order = facts.Select(f => f.Conflicts.Count).Order();
        var first = asked[Array.FindIndex(facts, f => f.Conflicts.Count == 0)];
        await database.Get<IRequestStore>().MoveAsync(first.Id, RequestState.Denied, "Denied.", [], Cancel);

        Assert.Equal(Enumerable.Range(0, 50), order);
        Assert.Equal(49, await database.AskAsync<long>("select count(distinct request) from hitl.workflow_message where kind = 'decision' and request in (select request from hitl.subject_claim where subject = 'order=storm')"));
        Assert.Equal(48, (await Store.ReserveAsync(asked[Array.FindIndex(facts, f => f.Conflicts.Count == 49)].Id, 1, plan, Cancel)).Conflicts.Count);
    }

    [Fact]
    public async Task A_shadowed_request_has_ended_and_can_be_granted_nothing()
    {
        var request = await SubmitAsync();

        await database.Get<IRequestStore>().RecordEvaluationAsync(request.Id, Samples.Evaluation(request) with { Consent = null, Shadow = new("actor support-bot is in shadow", null) }, null, RequestState.Shadowed, [], Cancel);

        Assert.True(await database.AskAsync<bool>($"select ended from hitl.request where id = '{request.Id}'"));
        Assert.Null(await database.Get<Hitl.Escalations.Execution.IGrantStore>().IssueAsync(new(request.Id, 1, new string('a', 64), []), Samples.Entry(request, LedgerKinds.GrantIssued), Cancel));
    }

    private static ReservationPlan Amount(string key, long minor) => new([Claim(key, minor)], []);

    private static LimitClaim Claim(string key, long minor) => new("daily", key, "USD", minor, Most, TimeSpan.FromDays(1), IsHard: true);

    private Task<long> TakenAsync(string key) =>
        database.AskAsync<long>($"select coalesce(sum(asked), 0)::bigint from hitl.limit_use where key = '{key}' and released_at is null");

    private async Task<ActionRequest> SubmitAsync(string actor = "support-bot")
    {
        var request = Samples.Request(actor);
        await database.Get<IRequestIntake>().SubmitAsync(request, $"key-{request.Id}", new string('b', 64), Samples.Entry(request, LedgerKinds.RequestReceived), Cancel);
        return request;
    }
}
