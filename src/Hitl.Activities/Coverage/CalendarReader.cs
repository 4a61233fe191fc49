using System.Globalization;
using System.Text.Json.Nodes;
using Hitl.Activities.Ledger;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Stages;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Coverage.Calendars;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Hitl.Activities.Coverage;

/// <summary>Reads calendars when their time comes. One that cannot be read keeps what it said, and once that is old its owner is in doubt: never there for sure.</summary>
internal sealed partial class CalendarReader(
    ICatalogStore catalogs, IAbsenceStore absences, ICalendarFeeds feeds, IOptions<CoverageOptions> options, TimeProvider time, ILogger<CalendarReader> logger)
{
    public const string Source = "calendar";
    private readonly Dictionary<PersonId, (DateTimeOffset Next, DateTimeOffset? Good)> _state = [];

    /// <summary>Reads every calendar that is due, and forgets those that are named no more.</summary>
    /// <param name="calendars">What the schedule names.</param>
    /// <param name="folder">Where its files are.</param>
    /// <param name="cancel">Stops waiting.</param>
    public async Task ReadAsync(IReadOnlyList<PersonCalendar> calendars, string folder, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        foreach (var calendar in calendars)
        {
            // Whoever just started has never read it, however good it was for somebody before: nothing is taken for granted.
            if (!_state.TryGetValue(calendar.Person, out var state)) state = (now, null);
            if (state.Next > now) continue;
            var isGood = await ReadAsync(calendar, folder, state.Good, now, cancel);
            _state[calendar.Person] = (now + options.Value.CalendarEvery, isGood ? now : state.Good);
        }

        await ForgetAsync(calendars, cancel);
    }

    private async Task<bool> ReadAsync(PersonCalendar calendar, string folder, DateTimeOffset? good, DateTimeOffset now, CancellationToken cancel)
    {
        var answer = calendar.Url is { } url ? await feeds.FetchAsync(url, cancel) : await FileAsync(Path.Combine(folder, calendar.File!), cancel);
        var reading = answer.Text is { } text
            ? IcsCalendar.Read(text, calendar.Zone, calendar.IsEverything, now - TimeSpan.FromDays(1), now + options.Value.Ahead)
            : new(null, answer.Problem);
        if (reading.Away is { } away)
        {
            await NoteAsync(calendar.Person, away, cancel);
            return true;
        }

        LogUnread(logger, calendar.Person.Value, reading.Problem!);
        if (good is { } last && now - last < options.Value.StaleAfter) return false;
        var why = good is { } read ? string.Create(CultureInfo.InvariantCulture, $"whose calendar could not be read since {read.UtcDateTime:yyyy-MM-dd HH:mm} UTC") : "whose calendar cannot be read";
        await absences.DoubtAsync(calendar.Person, Source, why, Entry(calendar.Person, $"It is not known whether {calendar.Person} is there: their calendar cannot be read ({reading.Problem}). Coverage is asked too."), cancel);
        return false;
    }

    private async Task NoteAsync(PersonId person, IReadOnlyList<AwayStretch> away, CancellationToken cancel)
    {
        var everyone = await catalogs.ActiveAsync(cancel) is { } catalog ? catalog.Identities().Everyone(person) : [person];
        foreach (var id in everyone)
        {
            IReadOnlyList<Absence> noted = [.. away.Select(stretch => new Absence(id, stretch.From, stretch.Until, "calendar"))];
            await absences.ReplaceAsync(id, Source, noted, Entry(id, $"The calendar of {id} has {noted.Count} absences."), cancel);
        }

        await absences.DoubtAsync(person, Source, null, Entry(person, $"The calendar of {person} can be read again."), cancel);
    }

    private async Task ForgetAsync(IReadOnlyList<PersonCalendar> calendars, CancellationToken cancel)
    {
        foreach (var gone in _state.Keys.Where(person => calendars.All(calendar => calendar.Person != person)).ToList())
        {
            await NoteAsync(gone, [], cancel);
            _state.Remove(gone);
        }
    }

    private static async Task<FeedAnswer> FileAsync(string path, CancellationToken cancel)
    {
        try
        {
            return new FileInfo(path).Length > IcsCalendar.MaxCharacters ? new(null, "its file is too large") : new(await File.ReadAllTextAsync(path, cancel), null);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new(null, "its file cannot be read");
        }
    }

    private static LedgerEntry Entry(PersonId person, string summary) =>
        new() { Kind = LedgerKinds.AbsenceNoted, By = LedgerLines.EscalationWorker, Summary = summary, Body = new JsonObject { ["person"] = person.Value, ["source"] = Source } };

    [LoggerMessage(2012, LogLevel.Warning, "The calendar of {Person} cannot be read: {Why}")]
    private static partial void LogUnread(ILogger logger, string person, string why);
}
