using Hitl.Escalations.Ids;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Stages;
using Hitl.Postgres.Stages;

namespace Hitl.Tests.Postgres;

public sealed class StageClockTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private IStageStore Stages => database.Get<IStageStore>();

    [Fact]
    public async Task The_moments_of_a_stage_are_stored_once_and_read_back()
    {
        var due = Whole(Now.AddHours(4));
        var clock = new StageClock(due, [new(due.AddHours(-3), 1, false), new(due.AddHours(-1), 0, true)]);
        var key = await OpenAsync(clock);

        await Stages.OpenAsync(key, Samples.Stage(), new([], []), [], Cancel, clock with { DueAt = due.AddDays(1) });

        var stored = await Stages.ClockAsync(key, Cancel);
        Assert.Equal((due, 2), (stored!.DueAt, stored.Calls.Count));
        Assert.Equal(clock.Calls, stored.Calls);
        Assert.Equal(due, (await Stages.FindAsync(key, Cancel))!.Deadline);
    }

    [Fact]
    public async Task An_extension_moves_the_end_once_for_each_time_it_was_seen()
    {
        var key = await OpenAsync(new(Whole(Now.AddHours(1)), []));
        var later = Whole(Now.AddHours(3));

        var first = await Stages.ExtendAsync(key, later, 0, [Row(key)], Cancel);
        var again = await Stages.ExtendAsync(key, later.AddHours(2), 0, [Row(key)], Cancel);
        var earlier = await Stages.ExtendAsync(key, later.AddHours(-2), 1, [Row(key)], Cancel);

        var stage = (await Stages.FindAsync(key, Cancel))!;
        Assert.Equal((true, false, false), (first, again, earlier));
        Assert.Equal((later, 1), (stage.Deadline, stage.Extended));
        Assert.Equal(1, await database.RowsAsync(key.Request, LedgerKinds.StageExtended));
    }

    [Fact]
    public async Task A_timer_of_the_old_end_does_not_close_what_was_extended_and_one_of_the_new_end_does()
    {
        var key = await OpenAsync(new(Whole(Now.AddSeconds(-5)), []));
        await Stages.ExtendAsync(key, Whole(Now.AddHours(1)), 0, [], Cancel);

        var early = await Stages.CloseAsync(key, StageStatus.Escalated, IdentityGraph.None, Cancel);
        var withdrawn = await Stages.CloseAsync(key, StageStatus.Withdrawn, IdentityGraph.None, Cancel);

        Assert.Equal((StageStatus.Open, StageStatus.Withdrawn), (early.Status, withdrawn.Status));
    }

    [Fact]
    public async Task What_was_due_and_did_not_happen_is_an_alarm_once_and_what_happened_is_none()
    {
        var watch = database.Get<StageWatch>();
        var clock = new StageClock(Whole(Now.AddHours(1)), [new(Whole(Now.AddMinutes(-10)), 1, false), new(Whole(Now.AddMinutes(-5)), 0, true)]);
        var (late, punctual) = (await OpenAsync(clock), await OpenAsync(clock));
        await Stages.CalledAsync(punctual, 1, Cancel);
        await Stages.CalledAsync(punctual, 0, Cancel);

        var overdue = await watch.OverdueAsync(TimeSpan.FromMinutes(2), Cancel);
        var mine = Assert.Single(overdue, stage => stage.Key == late);
        var raised = (await watch.RaiseAsync(mine, Row(late, LedgerKinds.EscalationOverdue), Cancel), await watch.RaiseAsync(mine, Row(late, LedgerKinds.EscalationOverdue), Cancel));
        await Stages.CalledAsync(late, 1, Cancel);
        var next = Assert.Single(await watch.OverdueAsync(TimeSpan.FromMinutes(2), Cancel), stage => stage.Key == late);

        Assert.DoesNotContain(overdue, stage => stage.Key == punctual);
        Assert.Equal(("call 1", "call 2", (true, false)), (mine.Missed, next.Missed, raised));
        Assert.Equal(1, await database.RowsAsync(late.Request, LedgerKinds.EscalationOverdue));
        await Stages.CloseAsync(late, StageStatus.Escalated, IdentityGraph.None, Cancel);
        Assert.DoesNotContain(await watch.OverdueAsync(TimeSpan.FromMinutes(2), Cancel), stage => stage.Key == late);
    }

    [Fact]
    public async Task A_stage_past_its_end_is_overdue_however_many_calls_it_missed()
    {
        var key = await OpenAsync(new(Whole(Now.AddMinutes(-10)), [new(Whole(Now.AddMinutes(-20)), 1, false)]));

        var mine = Assert.Single(await database.Get<StageWatch>().OverdueAsync(TimeSpan.FromMinutes(2), Cancel), stage => stage.Key == key);
        await Stages.CloseAsync(key, StageStatus.Escalated, IdentityGraph.None, Cancel);

        Assert.Equal("the end", mine.Missed);
    }

    [Fact]
    public async Task The_watchdog_goes_by_the_stored_moments_so_whatever_moves_them_moves_its_alarm()
    {
        var watch = database.Get<StageWatch>();
        var key = await OpenAsync(new(Whole(Now.AddMinutes(-10)), []));

        var before = await watch.OverdueAsync(TimeSpan.FromMinutes(2), Cancel);
        await Stages.ExtendAsync(key, Whole(Now.AddHours(1)), 0, [Row(key)], Cancel);
        var after = await watch.OverdueAsync(TimeSpan.FromMinutes(2), Cancel);
        var late = await watch.OverdueAsync(TimeSpan.FromHours(-2), Cancel);
        await Stages.CloseAsync(key, StageStatus.Withdrawn, IdentityGraph.None, Cancel);

        Assert.Contains(before, stage => stage.Key == key);
        Assert.DoesNotContain(after, stage => stage.Key == key);
        Assert.Contains(late, stage => stage.Key == key);
    }

    [Fact]
    public async Task How_many_stages_asked_somebody_today_is_counted()
    {
        var person = new PersonId("loaded");
        for (var i = 0; i < 3; i++) await Samples.OpenStageAsync(database, await Samples.DecidingAsync(database), 1, person, Samples.Grace);

        var loads = await Stages.LoadsAsync([person, new("nobody")], Now.AddHours(-1), Cancel);
        var tomorrow = await Stages.LoadsAsync([person], Now.AddHours(1), Cancel);

        Assert.Equal(3, Assert.Single(loads).Value);
        Assert.Empty(tomorrow);
    }

    [Fact]
    public async Task What_a_calendar_says_replaces_what_it_said_and_an_unchanged_one_writes_nothing()
    {
        var absences = database.Get<IAbsenceStore>();
        var person = new PersonId("calendar-owner");
        Absence Away(int from, int until) => new(person, Whole(Now.AddDays(from)), Whole(Now.AddDays(until)), "calendar");
        IReadOnlyList<Absence> two = [Away(1, 2), Away(5, 6)];
        LedgerEntry entry = new() { Kind = LedgerKinds.AbsenceNoted, By = "system:escalation-worker", Summary = "Read." };

        var changes = new List<bool>();
        foreach (var said in new[] { two, two, [two[1]], two, [] }) changes.Add(await absences.ReplaceAsync(person, "calendar", said, entry, Cancel));

        Assert.Equal([true, false, true, true, true], changes);
        Assert.DoesNotContain(await absences.ListAsync(Cancel), note => note.Absence.Person == person);
    }

    [Fact]
    public async Task A_doubt_is_noted_once_and_ended_once()
    {
        var absences = database.Get<IAbsenceStore>();
        LedgerEntry entry = new() { Kind = LedgerKinds.AbsenceNoted, By = "system:escalation-worker", Summary = "Unread." };
        var person = new PersonId("doubted");

        var changes = (await absences.DoubtAsync(person, "calendar", "whose calendar cannot be read", entry, Cancel), await absences.DoubtAsync(person, "calendar", "another why", entry, Cancel));
        var doubt = Assert.Single(await absences.DoubtsAsync(Cancel), one => one.Person == person);
        var ended = (await absences.DoubtAsync(person, "calendar", null, entry, Cancel), await absences.DoubtAsync(person, "calendar", null, entry, Cancel));

        Assert.Equal(((true, false), (true, false), "whose calendar cannot be read"), (changes, ended, doubt.Why));
    }

    // The database keeps microseconds.
    private static DateTimeOffset Whole(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);

    private static LedgerEntry Row(StageKey key, string kind = LedgerKinds.StageExtended) => new() { Kind = kind, Request = key.Request, By = "person:ada", Summary = "Moved." };

    private async Task<StageKey> OpenAsync(StageClock clock)
    {
        var request = await Samples.DecidingAsync(database);
        var key = new StageKey(request.Id, 1, 1);
        await Stages.OpenAsync(key, Samples.Stage(), new([new(Samples.Ada, null, "is asked")], []), [], Cancel, clock);
        return key;
    }
}
