using Hitl.Activities.Coverage;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Stages;
using Hitl.Governance.Coverage;
using Hitl.Tests.Activities.Cards;
using Hitl.Tests.Workflows.Memory;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Hitl.Tests.Activities.Coverage;

/// <summary>The schedule file and its calendars, as they change and as they break.</summary>
public sealed class ScheduleSweepTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hitl-schedule-").FullName;
    private readonly CardBench _bench = new();
    private readonly MemoryAbsences _absences = new();
    private readonly Feeds _feeds = new();
    private readonly ScheduleSweep _sweep;

    public ScheduleSweepTests()
    {
        var options = Options.Create(new CoverageOptions { ScheduleFile = Path.Combine(_folder, "schedule.yaml"), CalendarEvery = TimeSpan.FromMinutes(5), StaleAfter = TimeSpan.FromHours(1) });
        var calendars = new CalendarReader(_bench.Catalogs, _absences, _feeds, options, _bench.Time, NullLogger<CalendarReader>.Instance);
        _sweep = new(_bench.Catalogs, _absences, calendars, _bench.Requests, options, _bench.Time, NullLogger<ScheduleSweep>.Instance);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_the_file_says_is_noted_and_what_it_says_no_more_is_ended()
    {
        await WriteAsync("absences: [{ person: ben, from: 2026-03-01, until: 2026-04-01, reason: leave }]");
        var first = People();

        await WriteAsync("absences: [{ person: emil, from: 2026-03-01, until: 2026-04-01, reason: leave }]");

        Assert.Equal(["ben"], first);
        Assert.Equal(["emil"], People());
    }

    [Fact]
    public async Task A_file_with_an_error_changes_nothing_and_is_recorded_once_with_its_place()
    {
        await WriteAsync("absences: [{ person: ben, from: 2026-03-01, until: 2026-04-01, reason: leave }]");

        await WriteAsync("absences: [{ person: bne, from: 2026-03-01, until: 2026-04-01, reason: leave }]");
        await _sweep.SweepAsync(Cancel);

        Assert.Equal(["ben"], People());
        var row = Assert.Single(_bench.Ledger.Entries, entry => entry.Kind == LedgerKinds.AbsenceNoted);
        Assert.Contains("schedule.yaml:1:22", row.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_calendar_file_says_who_is_away()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "ben.ics"), Away, Cancel);

        await WriteAsync("calendars: [{ person: ben, file: ben.ics, counts: everything }]");

        var absence = Assert.Single(_absences.Noted).Absence;
        Assert.Equal(("ben", "2026-03-04", "calendar"), (absence.Person.Value, absence.From.UtcDateTime.ToString("yyyy-MM-dd"), absence.Reason));
        Assert.Empty(_absences.Doubts);
    }

    [Fact]
    public async Task A_feed_that_cannot_be_read_keeps_what_it_said_and_once_that_is_old_nobody_is_taken_for_present()
    {
        _feeds.Answer = new(Away, null);
        await WriteAsync("calendars: [{ person: ben, url: \"https://calendar.example/ben.ics\", counts: everything }]");
        _feeds.Answer = new(null, "its server cannot be reached");

        await PassAsync(TimeSpan.FromMinutes(30));
        var young = _absences.Doubts.Count;
        await PassAsync(TimeSpan.FromMinutes(31));
        var live = await new LiveCoverage(_bench.Catalogs, _absences, _bench.Time).NowAsync(Cancel);
        var old = _absences.Doubts.Select(doubt => doubt.Why).ToList();
        _feeds.Answer = new(Away, null);
        await PassAsync(TimeSpan.FromMinutes(6));

        Assert.Equal(0, young);
        Assert.Contains("could not be read since 2026-03-04 12:00", Assert.Single(old), StringComparison.Ordinal);
        Assert.Single(_absences.Noted);
        Assert.Contains(CoverageProof.Run(live!, _bench.Time.Now, 1).Gaps, gap => gap.Kind == CoverageGapKind.Undetermined);
        Assert.Empty(_absences.Doubts);
    }

    [Fact]
    public async Task A_feed_that_never_could_be_read_leaves_its_owner_in_doubt_at_once()
    {
        _feeds.Answer = new("<html>Sign in</html>", null);

        await WriteAsync("calendars: [{ person: ben, url: \"https://calendar.example/ben.ics\" }]");

        Assert.Equal(("ben", "whose calendar cannot be read"), (Assert.Single(_absences.Doubts).Person.Value, _absences.Doubts[0].Why));
    }

    [Fact]
    public async Task A_calendar_that_is_named_no_more_says_nothing_any_more()
    {
        _feeds.Answer = new(Away, null);
        await WriteAsync("calendars: [{ person: ben, url: \"https://calendar.example/ben.ics\", counts: everything }]");

        await WriteAsync("calendars: []");

        Assert.Empty(_absences.Noted);
    }

    private const string Away = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20260304\r\nDTEND;VALUE=DATE:20260310\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

    private IEnumerable<string> People() => [.. _absences.Noted.Select(note => note.Absence.Person.Value)];

    private async Task WriteAsync(string schedule)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "schedule.yaml"), schedule + "\n", Cancel);
        await _sweep.SweepAsync(Cancel);
    }

    private async Task PassAsync(TimeSpan time)
    {
        _bench.Time.Pass(time);
        await _sweep.SweepAsync(Cancel);
    }

    private sealed class Feeds : ICalendarFeeds
    {
        public FeedAnswer Answer { get; set; } = new(null, "nobody answers");

        public Task<FeedAnswer> FetchAsync(Uri address, CancellationToken cancel) => Task.FromResult(Answer);
    }
}
