using Hitl.Escalations.Desk;
using Hitl.Escalations.Drills;
using Hitl.Escalations.Execution;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Requests;

namespace Hitl.Tests.Postgres;

/// <summary>Drills, desk cards and readings of state in the database.</summary>
public sealed class DeskStoreTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IDrillStore Drills => database.Get<IDrillStore>();

    private IDeskCards Cards => database.Get<IDeskCards>();

    [Fact]
    public async Task One_drill_of_an_action_waits_or_runs_at_a_time_and_its_end_never_changes()
    {
        var action = new ActionName("one-at-a-time");
        var drill = Drill(action);

        var opened = (await Drills.OpenAsync(drill, Row(LedgerKinds.DrillOpened), Cancel), await Drills.OpenAsync(Drill(action), Row(LedgerKinds.DrillOpened), Cancel));
        var taken = await Drills.StartAsync(drill.Id, new("gus"), Row(LedgerKinds.DrillStarted), Cancel);
        var taker = await Drills.StartAsync(drill.Id, new("ada"), Row(LedgerKinds.DrillStarted), Cancel);
        await Drills.EndAsync(drill.Id, DrillState.Proven, "refund done; cancel-refund done", Row(LedgerKinds.DrillEnded), Cancel);
        await Drills.EndAsync(drill.Id, DrillState.Failed, "again", Row(LedgerKinds.DrillEnded), Cancel);

        var ended = await Drills.FindAsync(drill.Id, Cancel);
        Assert.Equal((true, false), opened);
        Assert.Equal((new PersonId("gus"), new PersonId("gus")), (taken!.By!.Value, taker!.By!.Value));
        Assert.Equal((DrillState.Proven, "refund done; cancel-refund done"), (ended!.State, ended.Detail));
        Assert.True(await Drills.OpenAsync(Drill(action), Row(LedgerKinds.DrillOpened), Cancel));
        await Assert.ThrowsAnyAsync<Exception>(() => database.ExecuteAsync($"update hitl.drill set state = 'failed' where id = '{drill.Id}'"));
    }

    [Fact]
    public async Task How_a_procedure_stands_is_counted_from_its_last_proof_or_from_when_it_was_first_seen()
    {
        var (proven, fresh) = (new ActionName("was-proven"), new ActionName("never-drilled"));
        var drill = Drill(proven);
        await Drills.OpenAsync(drill, Row(LedgerKinds.DrillOpened), Cancel);
        await Drills.StartAsync(drill.Id, new("gus"), Row(LedgerKinds.DrillStarted), Cancel);
        await Drills.EndAsync(drill.Id, DrillState.Proven, "done", Row(LedgerKinds.DrillEnded), Cancel);

        var first = await Drills.StandingsAsync([proven, fresh], Cancel);
        var second = await Drills.StandingsAsync([fresh], Cancel);

        Assert.Equal([fresh, proven], first.Select(standing => standing.Action));
        Assert.NotNull(first[1].ProvenAt);
        Assert.Equal((null, false, first[0].KnownSince), (second[0].ProvenAt, second[0].HasFailed, second[0].KnownSince));
    }

    [Fact]
    public async Task A_desk_card_is_owed_until_it_shows_what_was_wanted_and_again_when_that_changes()
    {
        var subject = Guid.NewGuid().ToString("D");
        await Cards.WantAsync(DeskCardKey.Drill, subject, [new("gus"), new("ada")], 0, Cancel);
        await Cards.WantAsync(DeskCardKey.Drill, subject, [new("gus")], 0, Cancel);

        var owed = (await Cards.ClaimAsync(10, TimeSpan.FromMinutes(1), Cancel)).Where(job => job.Key.Subject == subject).ToList();
        var hidden = (await Cards.ClaimAsync(10, TimeSpan.FromMinutes(1), Cancel)).Count(job => job.Key.Subject == subject);
        foreach (var job in owed) await Cards.ShownAsync(job, new("D" + job.Key.Person, subject), Cancel);
        var shown = (await Cards.ClaimAsync(10, TimeSpan.FromMinutes(1), Cancel)).Count(job => job.Key.Subject == subject);
        await Cards.ChangedAsync(DeskCardKey.Drill, subject, Cancel);
        var changed = (await Cards.ClaimAsync(10, TimeSpan.FromMinutes(1), Cancel)).Where(job => job.Key.Subject == subject).ToList();

        Assert.Equal((2, 0, 0, 2), (owed.Count, hidden, shown, changed.Count));
        Assert.All(changed, job => Assert.Equal(subject, job.Location!.MessageId));
        Assert.Equal(new DeskCardKey(DeskCardKey.Drill, subject, new("gus")), await Cards.AtAsync(new("Dgus", subject), Cancel));
        Assert.Null(await Cards.AtAsync(new("Dgus", "1.2"), Cancel));
    }

    [Fact]
    public async Task A_reminder_is_owed_once_and_a_card_that_was_given_up_never_again()
    {
        var subject = Guid.NewGuid().ToString("D");
        await Cards.WantAsync(DeskCardKey.Parked, subject, [new("gus")], 0, Cancel);
        var first = (await Cards.ClaimAsync(10, TimeSpan.Zero, Cancel)).Single(job => job.Key.Subject == subject);
        await Cards.ShownAsync(first, new("D1", subject), Cancel);

        await Cards.WantAsync(DeskCardKey.Parked, subject, [new("gus")], 1, Cancel);
        await Cards.WantAsync(DeskCardKey.Parked, subject, [new("gus")], 1, Cancel);
        var reminded = (await Cards.ClaimAsync(10, TimeSpan.Zero, Cancel)).Single(job => job.Key.Subject == subject);
        await Cards.FailedAsync(reminded, "account_inactive", null, Cancel);
        await Cards.WantAsync(DeskCardKey.Parked, subject, [new("gus")], 2, Cancel);
        var after = (await Cards.ClaimAsync(10, TimeSpan.Zero, Cancel)).Count(job => job.Key.Subject == subject);

        Assert.Equal((1, 0, 0), (reminded.Reminder, reminded.ReminderSent, after));
    }

    [Fact]
    public async Task The_first_reading_of_a_revision_stays()
    {
        var request = await Samples.DecidingAsync(database);
        var states = database.Get<IStateStore>();

        var none = await states.FindAsync(request.Id, 1, Cancel);
        await states.RecordAsync(request.Id, 1, [new("refunded-before", "0", "")], Cancel);
        await states.RecordAsync(request.Id, 1, [new("refunded-before", "4200", "")], Cancel);

        Assert.Null(none);
        Assert.Equal("0", (await states.FindAsync(request.Id, 1, Cancel))!.Single().Value);
    }

    [Theory]
    [InlineData(RequestState.CompensationFailed)]
    [InlineData(RequestState.Irreversible)]
    [InlineData(RequestState.Unknown)]
    public async Task The_honest_ends_are_final(RequestState end)
    {
        var (request, _) = await Samples.GrantedAsync(database);
        var requests = database.Get<IRequestStore>();

        var ended = await requests.MoveAsync(request.Id, end, "Closed by gus.", [Samples.Entry(request, LedgerKinds.RequestMoved)], Cancel);
        var after = await requests.MoveAsync(request.Id, RequestState.Executed, "No.", [Samples.Entry(request, LedgerKinds.RequestMoved)], Cancel);

        Assert.Equal((end, end), (ended.State, after.State));
    }

    [Fact]
    public async Task A_grant_keeps_the_mac_it_was_issued_with()
    {
        var (request, digest) = await Samples.GrantedAsync(database);
        var grants = database.Get<IGrantStore>();

        var known = await grants.IssueAsync(new(request.Id, 1, digest, []) { KeyId = "k9", Mac = "forged" }, Samples.Entry(request, LedgerKinds.GrantIssued), Cancel);

        Assert.NotEqual("forged", known!.Mac);
    }

    private static DrillRecord Drill(ActionName action) => new(Guid.NewGuid(), action, new("operations"), DrillState.Open, default, null, null, null, null);

    private static LedgerEntry Row(string kind) => new() { Kind = kind, By = "system:test", Summary = "A drill." };
}
