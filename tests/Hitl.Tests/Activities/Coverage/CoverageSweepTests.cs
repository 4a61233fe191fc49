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
        var sweep = new DirectorySweep(bench.Catalogs, absences, new Directory("U0BEN", answer), bench.Time, NullLogger<DirectorySweep>.Instance);

        await sweep.SweepAsync(Cancel);
        await sweep.SweepAsync(Cancel);

        Assert.Equal(noted, absences.Noted.Count);
    }

    [Fact]
    public async Task Not_being_able_to_ask_leaves_somebody_away_and_their_return_ends_it()
    {
        var (bench, absences, _) = await BenchAsync();
        DirectorySweep Sweep(DirectoryAnswer answer) => new(bench.Catalogs, absences, new Directory("U0BEN", answer), bench.Time, NullLogger<DirectorySweep>.Instance);

        await Sweep(DirectoryAnswer.Gone).SweepAsync(Cancel);
        await Sweep(DirectoryAnswer.Undetermined).SweepAsync(Cancel);
        var still = absences.Noted.Count;
        await Sweep(DirectoryAnswer.Present).SweepAsync(Cancel);

        Assert.Equal((1, 0), (still, absences.Noted.Count));
    }

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

    private sealed class Directory(string user, DirectoryAnswer answer) : IPeopleDirectory
    {
        public Task<DirectoryAnswer> FindAsync(string surfaceUser, CancellationToken cancel) =>
            Task.FromResult(surfaceUser == user ? answer : DirectoryAnswer.Present);
    }
}
