using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Stages;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Coverage;

namespace Hitl.Gateway.Slack;

/// <summary>Absences as people note them for themselves, and who would be asked now. It widens nobody's authority: a cover counts only where the catalog admits them.</summary>
internal sealed class CoverDesk(IAbsenceStore absences, LiveCoverage coverage, TimeProvider clock)
{
    private const string Source = "command";
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);
    private static readonly string[] Formats = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm"];

    /// <summary>Notes that a person is away from now on. The result is what they read.</summary>
    /// <param name="person">Who is away.</param>
    /// <param name="cover">Whom they name; null leaves it to the catalog.</param>
    /// <param name="until">A date (its end) or a moment, UTC.</param>
    /// <param name="delivery">Names the command, so that the same one delivered twice notes one absence.</param>
    /// <param name="cancel">Stops before commit only.</param>
    public async Task<string> AwayAsync(Person person, Person? cover, string until, string delivery, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (!TryMoment(until, out var end)) return $"'{until}' is no date. Write it as 2026-12-24 (its end, UTC) or 2026-12-24T17:00 (UTC).";
        if (end <= now || end - now > Longest) return "The end must lie in the future, within a year.";
        if (cover?.Id == person.Id) return "You cannot cover for yourself.";
        if (await coverage.NowAsync(cancel) is not { } live) return "No catalog is active.";

        var id = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes("away:" + delivery)).AsSpan(0, 16));
        var note = new NotedAbsence(id, new(person.Id, now, end, "away"), cover?.Id, Source);
        var body = new JsonObject { ["until"] = end.UtcDateTime.ToString("O"), ["cover"] = cover?.Id.Value, ["source"] = Source };
        await absences.NoteAsync(note, Entry(person.Id, $"{person.Id} is away until {end:yyyy-MM-dd HH:mm} UTC.", body), cancel);
        return $"You are away until {end:yyyy-MM-dd HH:mm} UTC, also for what waits now.{Who(LiveCoverage.Merge(live, [note], now), person, cover, now)}";
    }

    /// <summary>Ends a person's absence. The result is what they read.</summary>
    public async Task<string> BackAsync(Person person, CancellationToken cancel) =>
        await absences.EndAsync(person.Id, Source, Entry(person.Id, $"{person.Id} is back.", new() { ["source"] = Source }), cancel)
            ? "Welcome back: you are asked again from now on."
            : "You were not noted as away. (An absence in the catalog, or by your Slack status, ends there.)";

    /// <summary>Who is asked in a person's place now, role by role. The result is what the asker reads.</summary>
    public async Task<string> WhoAsync(Person person, CancellationToken cancel)
    {
        if (await coverage.NowAsync(cancel) is not { } live) return "No catalog is active.";
        var now = clock.GetUtcNow();
        var away = live.Absences.FirstOrDefault(absence => absence.Person == person.Id && absence.Covers(now));
        var begin = away is null ? $"{person.Name} is there." : $"{person.Name} is away until {away.Until:yyyy-MM-dd HH:mm} UTC ({away.Reason}).";
        return begin + Who(live, person, null, now);
    }

    private static string Who(Catalog live, Person person, Person? named, DateTimeOffset now)
    {
        var text = new StringBuilder();
        foreach (var role in live.Roles.Values.Where(role => role.Members.Contains(person.Id)).OrderBy(role => role.Role.Value, StringComparer.Ordinal))
        {
            var asked = StageResolver.Resolve(role, live.Absences, [], now, includeCoverage: false).Asked;
            var cover = asked.FirstOrDefault(one => one.CoversFor == person.Id);
            text.Append(CultureInfo.InvariantCulture, $"\n{role.Role}: ");
            if (cover is not null) text.Append(CultureInfo.InvariantCulture, $"{Name(live, cover.Person)} covers.");
            else if (asked.Count == 0) text.Append("nobody is there: requests go to the next stage at once.");
            else text.Append(CultureInfo.InvariantCulture, $"asked now: {string.Join(", ", asked.Select(one => Name(live, one.Person)))}.");
            if (named is not null && !LiveCoverage.Admits(role, person.Id, named.Id)) text.Append(CultureInfo.InvariantCulture, $" The catalog does not admit {named.Name} for this role.");
        }

        return text.Length == 0 ? " They are a member of no role." : text.ToString();
    }

    private static string Name(Catalog live, PersonId person) => live.People.TryGetValue(person, out var known) ? known.Name : person.Value;

    private static bool TryMoment(string text, out DateTimeOffset moment)
    {
        var isRead = DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out moment);
        if (isRead && text.Length == "yyyy-MM-dd".Length) moment = moment.AddDays(1);
        return isRead;
    }

    private static LedgerEntry Entry(PersonId person, string summary, JsonObject body) =>
        new() { Kind = LedgerKinds.AbsenceNoted, By = "person:" + person, Summary = summary, Body = body };
}
