using System.Text.Json.Nodes;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Stages;
using Hitl.Governance.Catalogs;

namespace Hitl.Governance.Coverage;

/// <summary>Keeps what the chat says of people's absences as the chat says it: accounts that are gone, and statuses that say away.</summary>
/// <remarks>Whoever looks, the worker on its round or the gateway because something changed, notes the same. Nobody gains authority by it.</remarks>
public sealed class ChatAbsences(IAbsenceStore absences, IPeopleDirectory directory, TimeProvider time)
{
    private const string Source = "slack";
    private const string Deactivated = "Slack account deactivated";
    private const string ByStatus = "by Slack status";
    private static readonly TimeSpan Open = TimeSpan.FromDays(3650);

    /// <summary>Looks one person up and notes what has changed; not being able to look changes nothing.</summary>
    /// <param name="person">Whom.</param>
    /// <param name="by">Who looks, as ledger rows name it, such as <c>system:gateway</c>.</param>
    /// <param name="cancel">Stops before commit only.</param>
    /// <returns>Whether the account works; undetermined also for somebody without one.</returns>
    public async Task<DirectoryAnswer> LookAsync(Person person, string by, CancellationToken cancel)
    {
        if (person.SlackUser is not { } user) return DirectoryAnswer.Undetermined;
        var found = await directory.FindAsync(user, cancel);
        if (found.Answer == DirectoryAnswer.Undetermined) return found.Answer;

        var noted = (await absences.ListAsync(cancel)).Where(note => note.Source == Source && note.Absence.Person == person.Id).Select(note => note.Absence).ToList();
        var now = Said(person.Id, found, noted);
        if (now is null && noted.Count == 0) return found.Answer;
        var entry = new LedgerEntry
        {
            Kind = LedgerKinds.AbsenceNoted, By = by, Summary = Sentence(person.Id, now, noted),
            Body = new JsonObject { ["person"] = person.Id.Value, ["source"] = Source, ["until"] = found.AwayUntil?.UtcDateTime.ToString("O") },
        };
        await absences.ReplaceAsync(person.Id, Source, now is null ? [] : [now], entry, cancel);
        return found.Answer;
    }

    // What stands stays as it was noted: to look again must not begin an absence anew.
    private Absence? Said(PersonId person, DirectoryFinding found, List<Absence> noted)
    {
        if (found is { Answer: DirectoryAnswer.Present, IsAway: false }) return null;
        var reason = found.Answer == DirectoryAnswer.Gone ? Deactivated : ByStatus;
        var second = DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().ToUnixTimeSeconds());
        return noted.Find(absence => absence.Reason == reason && (found.AwayUntil is { } end ? absence.Until == end : absence.Until - second > Open / 2))
            ?? new(person, second, found.AwayUntil ?? second + Open, reason);
    }

    private static string Sentence(PersonId person, Absence? now, List<Absence> noted) => now switch
    {
        { Reason: Deactivated } => $"The Slack account of {person} is gone: coverage is asked.",
        { } => $"The Slack status of {person} says that they are away: coverage is asked.",
        _ => noted.Exists(absence => absence.Reason == Deactivated) ? $"The Slack account of {person} works again." : $"The Slack status of {person} says away no more.",
    };
}
