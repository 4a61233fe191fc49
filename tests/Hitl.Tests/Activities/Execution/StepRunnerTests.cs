using Hitl.Escalations.Execution;
using Hitl.Escalations.Ledger;
using Hitl.Tests.Workflows;
using Hitl.Workflows.Execution;

namespace Hitl.Tests.Activities.Execution;

public sealed class StepRunnerTests
{
    // What providers offer: keys and look-up, look-up only, keys only, neither.
    public static TheoryData<string> Providers => new("both", "look-up", "keys", "neither");

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_send_that_is_answered_is_done_with_its_reference(string provider)
    {
        var bench = new StepBench(provider);

        var report = await bench.RunToEndAsync();

        Assert.Equal(StepReportKind.Done, report.Kind);
        Assert.Single(bench.Target.Effects);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task An_answer_lost_after_the_effect_never_makes_a_second_one(string provider)
    {
        var bench = new StepBench(provider);
        bench.Target.Faults.Enqueue(SendFault.LostAfter);

        var report = await bench.RunToEndAsync();

        Assert.Single(bench.Target.Effects);
        Assert.Equal(provider == "neither" ? StepReportKind.Park : StepReportKind.Done, report.Kind);
        Assert.Equal(provider != "neither", report.IsOutcomeKnown);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_send_lost_before_the_effect_is_repeated_only_where_that_is_safe(string provider)
    {
        var bench = new StepBench(provider);
        bench.Target.Faults.Enqueue(SendFault.LostBefore);

        var report = await bench.RunToEndAsync();

        Assert.Equal(provider == "neither" ? 0 : 1, bench.Target.Effects.Count);
        Assert.Equal(provider == "neither" ? StepReportKind.Park : StepReportKind.Done, report.Kind);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_worker_that_dies_between_answer_and_record_leaves_one_effect(string provider)
    {
        var bench = new StepBench(provider);
        await bench.Effects.IntendAsync(bench.Step.Key, bench.Step.Call.IdempotencyKey, "digest", StepBench.Entry(), TestContext.Current.CancellationToken);
        await bench.Target.SendAsync(bench.Step.Call, TestContext.Current.CancellationToken);

        var report = await bench.RunToEndAsync();

        Assert.Single(bench.Target.Effects);
        Assert.Equal(provider == "neither" ? StepReportKind.Park : StepReportKind.Done, report.Kind);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Connections_refused_are_retried_and_then_wait_for_ops(string provider)
    {
        var bench = new StepBench(provider);
        bench.Target.IsDown = true;

        var parked = await bench.RunToEndAsync();
        bench.Target.IsDown = false;
        var replayed = await bench.RunToEndAsync(StepProgress.Replay(parked.Sends));

        Assert.Equal((StepReportKind.Park, true, 3), (parked.Kind, parked.IsOutcomeKnown, parked.Sends));
        Assert.Equal(StepReportKind.Done, replayed.Kind);
        Assert.Single(bench.Target.Effects);
    }

    [Fact]
    public async Task A_key_the_target_has_forgotten_is_not_sent_again_before_it_was_looked_up()
    {
        var bench = new StepBench("both");
        bench.Target.Faults.Enqueue(SendFault.LostAfter);
        bench.Target.LookUpFaults.Enqueue(LookUpVerdict.Unavailable);
        var first = await bench.RunOnceAsync(new());
        bench.Time.Pass(TimeSpan.FromHours(25));

        var report = await bench.RunToEndAsync(first.Progress);

        Assert.Equal(StepReportKind.Done, report.Kind);
        Assert.Single(bench.Target.Effects);
        Assert.Single(bench.Target.Sends);
    }

    [Fact]
    public async Task An_effect_that_shows_late_is_waited_for_and_not_repeated()
    {
        var bench = new StepBench("look-up");
        bench.Target.Faults.Enqueue(SendFault.LostAfter);
        bench.Target.VisibleFrom = bench.Time.Now + TimeSpan.FromMinutes(10);

        var report = await bench.RunToEndAsync();

        Assert.Equal(StepReportKind.Done, report.Kind);
        Assert.Single(bench.Target.Sends);
    }

    [Fact]
    public async Task A_stored_error_that_keeps_coming_back_is_not_sent_for_ever()
    {
        var bench = new StepBench("both", retries: 10);
        for (var i = 0; i < 10; i++) bench.Target.Faults.Enqueue(SendFault.Stored500);

        var report = await bench.RunToEndAsync();

        Assert.Equal((StepReportKind.Park, 3), (report.Kind, bench.Target.Sends.Count));
        Assert.True(report.IsOutcomeKnown);
        Assert.Single(bench.Target.Sends.Select(call => call.IdempotencyKey).Distinct());
    }

    [Fact]
    public async Task A_contradiction_freezes_the_step_and_a_replay_asks_before_it_sends()
    {
        var bench = new StepBench("both");
        bench.Target.Faults.Enqueue(SendFault.OtherAmount);
        bench.Target.LookUpFaults.Enqueue(LookUpVerdict.Mismatch);

        var frozen = await bench.RunToEndAsync();
        var again = await bench.RunToEndAsync(StepProgress.Replay(frozen.Sends));

        Assert.Equal((StepReportKind.Park, false), (frozen.Kind, frozen.IsOutcomeKnown));
        Assert.StartsWith("frozen:", again.Detail);
        Assert.Single(bench.Target.Sends);
    }

    [Fact]
    public async Task Every_send_is_the_same_to_the_byte()
    {
        var bench = new StepBench("keys");
        bench.Target.Faults.Enqueue(SendFault.LostBefore);
        bench.Target.Faults.Enqueue(SendFault.LostBefore);

        await bench.RunToEndAsync();

        Assert.Equal(3, bench.Target.Sends.Count);
        Assert.Single(bench.Target.Sends.Distinct());
    }

    [Fact]
    public async Task Every_send_has_its_intent_in_the_ledger_before_its_outcome()
    {
        var bench = new StepBench("keys");
        bench.Target.Faults.Enqueue(SendFault.LostBefore);

        await bench.RunToEndAsync();

        Assert.Equal(
            [LedgerKinds.EffectIntended, LedgerKinds.EffectRecorded, LedgerKinds.EffectIntended, LedgerKinds.EffectRecorded], bench.Ledger.Kinds);
    }

    [Theory]
    [InlineData(false, StepReportKind.Done)]
    [InlineData(true, StepReportKind.Refused)]
    public async Task What_is_under_way_at_the_target_is_asked_about_until_it_knows_and_never_sent_again(bool fails, StepReportKind kind)
    {
        var bench = new StepBench("both");
        bench.Target.Faults.Enqueue(SendFault.Pending);
        bench.Target.PendingFails = fails;

        var report = await bench.RunToEndAsync();

        Assert.Equal((kind, true, 1), (report.Kind, report.IsOutcomeKnown, bench.Target.Sends.Count));
        Assert.InRange(bench.Target.LookUps.Count, 2, 60);
    }

    [Fact]
    public async Task What_stays_under_way_for_too_long_is_shown_to_a_person()
    {
        var bench = new StepBench("both");
        bench.Target.Faults.Enqueue(SendFault.Pending);
        bench.Target.PendingFor = TimeSpan.FromDays(400);
        var first = await bench.RunOnceAsync(new());
        bench.Time.Pass(TimeSpan.FromDays(11));

        var report = await bench.RunOnceAsync(first.Progress);

        Assert.Equal((StepReportKind.Wait, StepReportKind.Park, false), (first.Kind, report.Kind, report.IsOutcomeKnown));
        Assert.Contains("10 days", report.Detail);
    }

    [Fact]
    public async Task What_is_under_way_where_nobody_can_be_asked_waits_for_a_person_at_once()
    {
        var bench = new StepBench("keys");
        bench.Target.Faults.Enqueue(SendFault.Pending);

        var report = await bench.RunToEndAsync();

        Assert.Equal((StepReportKind.Park, false, 1), (report.Kind, report.IsOutcomeKnown, bench.Target.Sends.Count));
    }

    // Any five things in a row that a target of any kind may do.
    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Whatever_a_target_does_there_is_at_most_one_effect_and_what_is_believed_is_true(string provider)
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            var bench = new StepBench(provider, retries: random.Next(4));
            for (var i = 0; i < 5; i++) bench.Target.Faults.Enqueue((SendFault)random.Next((int)SendFault.Pending));
            for (var i = random.Next(4); i > 0; i--) bench.Target.LookUpFaults.Enqueue(LookUpVerdict.Unavailable);
            bench.Target.VisibleFrom = bench.Time.Now + TimeSpan.FromSeconds(random.Next(600));

            var report = await bench.RunToEndAsync();

            var isHonest = report switch { { Kind: StepReportKind.Done } => bench.Target.Effects.Count == 1, { IsOutcomeKnown: true } => bench.Target.Effects.Count == 0, _ => bench.Target.Effects.Count <= 1 };
            Assert.True(isHonest, $"seed {seed}: {report.Kind}, known {report.IsOutcomeKnown}, {bench.Target.Effects.Count} effects: {report.Detail}");
        }
    }

    [Fact]
    public async Task A_definite_refusal_is_final()
    {
        var bench = new StepBench("both");
        bench.Target.Refuses = _ => true;

        var first = await bench.RunToEndAsync();
        var second = await bench.RunToEndAsync();

        Assert.Equal((StepReportKind.Refused, StepReportKind.Refused), (first.Kind, second.Kind));
        Assert.Single(bench.Target.Sends);
    }
}
