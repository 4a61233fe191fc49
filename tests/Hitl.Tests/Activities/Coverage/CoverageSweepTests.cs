using Hitl.Activities.Coverage;
using Hitl.Activities.Stages;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Stages;
using Hitl.Governance.Coverage;
using Hitl.Tests.Activities.Cards;
using Hitl.Tests.Workflows;
using Hitl.Tests.Workflows.Memory;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hitl.Tests.Activities.Coverage;

public sealed class CoverageSweepTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_covers_is_asked_at_once_when_the_one_asked_goes_away_while_it_waits()
    {
        var (bench, absences, sweep) = await BenchAsync();

        absences.Noted.Add(Away(bench, "ben"));
        var swept = await sweep.SweepAsync(Cancel);

        Assert.True(swept);
        Assert.Equal(["ben", "farah"], (await bench.Stages.FindAsync(bench.Stage, Cancel))!.Asked.Select(asked => asked.Person.Value));
    }

    [Fact]
    public async Task A_stage_whose_people_are_all_away_is_passed_at_once()
    {
        var (bench, absences, sweep) = await BenchAsync();

        absences.Noted.AddRange([Away(bench, "ben"), Away(bench, "farah")]);
        await sweep.SweepAsync(Cancel);

        Assert.Equal(StageStatus.Skipped, (await bench.Stages.FindAsync(bench.Stage, Cancel))!.Status);
    }

    [Fact]
    public async Task Nothing_is_gone_through_while_the_picture_stays_the_same()
    {
        var (_, _, sweep) = await BenchAsync();

        await sweep.SweepAsync(Cancel);

        Assert.False(await sweep.SweepAsync(Cancel));
    }

    [Theory]
    [InlineData(DirectoryAnswer.Gone, 1)]
    [InlineData(DirectoryAnswer.Present, 0)]
    [InlineData(DirectoryAnswer.Undetermined, 0)]
    public async Task Only_an_account_that_is_certainly_gone_counts_as_away(DirectoryAnswer answer, int noted)
    {
        var (bench, absences, _) = await BenchAsync();
        var sweep = Round(bench, absences, new(answer));

        await sweep.SweepAsync(Cancel);
        await sweep.SweepAsync(Cancel);

        Assert.Equal(noted, absences.Noted.Count);
    }

    [Fact]
    public async Task Not_being_able_to_ask_leaves_somebody_away_and_their_return_ends_it()
    {
        var (bench, absences, _) = await BenchAsync();
        DirectorySweep Sweep(DirectoryAnswer answer) => Round(bench, absences, new(answer));

        await Sweep(DirectoryAnswer.Gone).SweepAsync(Cancel);
        await Sweep(DirectoryAnswer.Undetermined).SweepAsync(Cancel);
        var still = absences.Noted.Count;
        await Sweep(DirectoryAnswer.Present).SweepAsync(Cancel);

        Assert.Equal((1, 0), (still, absences.Noted.Count));
    }

    [Fact]
    public async Task A_status_that_says_away_hands_over_for_as_long_as_it_says_and_is_noted_once()
    {
        var (bench, absences, sweep) = await BenchAsync();
        var until = bench.Time.Now.AddHours(3);

        await Round(bench, absences, new(DirectoryAnswer.Present, IsAway: true, until)).SweepAsync(Cancel);
        bench.Time.Now += TimeSpan.FromMinutes(10);
        await Round(bench, absences, new(DirectoryAnswer.Present, IsAway: true, until)).SweepAsync(Cancel);
        await sweep.SweepAsync(Cancel);

        Assert.Equal((until, "by Slack status"), (Assert.Single(absences.Noted).Absence.Until, absences.Noted[0].Absence.Reason));
        Assert.Single(absences.Entries);
        Assert.Equal(["ben", "farah"], (await bench.Stages.FindAsync(bench.Stage, Cancel))!.Asked.Select(asked => asked.Person.Value));
    }

    [Fact]
    public async Task A_status_without_an_end_holds_until_it_is_taken_off_and_is_noted_once()
    {
        var (bench, absences, _) = await BenchAsync();

        await Round(bench, absences, new(DirectoryAnswer.Present, IsAway: true)).SweepAsync(Cancel);
        bench.Time.Now += TimeSpan.FromDays(2);
        await Round(bench, absences, new(DirectoryAnswer.Present, IsAway: true)).SweepAsync(Cancel);
        var still = absences.Noted.Count(note => note.Absence.Covers(bench.Time.Now));
        await Round(bench, absences, new(DirectoryAnswer.Present)).SweepAsync(Cancel);

        Assert.Equal((1, 0, 2), (still, absences.Noted.Count, absences.Entries.Count));
    }

    private static DirectorySweep Round(CardBench bench, MemoryAbsences absences, DirectoryFinding ben) =>
        new(bench.Catalogs, new(absences, new Directory("U0BEN", ben), bench.Time), bench.Time, NullLogger<DirectorySweep>.Instance);

    private static async Task<(CardBench Bench, MemoryAbsences Absences, CoverageSweep Sweep)> BenchAsync()
    {
        var bench = await new CardBench().AskAsync();
        var absences = new MemoryAbsences { Open = { bench.Stage } };
        var role = StoryWorld.Catalog.Roles[new("refund-approver")];
        var covered = role with { Coverage = new Dictionary<PersonId, IReadOnlyList<PersonId>> { [new("ada")] = [new("ben"), new("farah")] } };
        var catalog = StoryWorld.Catalog with { Roles = new Dictionary<RoleId, RoleDefinition>(StoryWorld.Catalog.Roles) { [role.Role] = covered } };
        var coverage = new LiveCoverage(new MemoryCatalogs(catalog), absences, bench.Time);
        var stages = new StageActivities(bench.Requests, bench.Stages, coverage, bench.Requests, bench.Bell, bench.Time);
        return (bench, absences, new(stages, absences, coverage, bench.Time, NullLogger<CoverageSweep>.Instance));
    }

    private static NotedAbsence Away(CardBench bench, string person) =>
        new(Guid.NewGuid(), new(new PersonId(person), bench.Time.Now.AddMinutes(-1), bench.Time.Now.AddDays(1), "away"), null, "command");

    private sealed class Directory(string user, DirectoryFinding finding) : IPeopleDirectory
    {
        public Task<DirectoryFinding> FindAsync(string surfaceUser, CancellationToken cancel) =>
            Task.FromResult(surfaceUser == user ? finding : new DirectoryFinding(DirectoryAnswer.Present));
    }
}
