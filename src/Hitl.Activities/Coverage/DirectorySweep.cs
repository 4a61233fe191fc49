using System.Text.Json.Nodes;
using Hitl.Activities.Ledger;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Stages;
using Hitl.Governance.Catalogs;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hitl.Activities.Coverage;

/// <summary>Takes approvers whose chat account is gone as away until it is back, so that coverage is asked at once instead of a card that nobody gets.</summary>
internal sealed partial class DirectorySweep(
    ICatalogStore catalogs, IAbsenceStore absences, IPeopleDirectory directory, TimeProvider time, ILogger<DirectorySweep> logger) : BackgroundService
{
    public const string Source = "slack";
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Open = TimeSpan.FromDays(3650);

    /// <summary>Looks every approver up once.</summary>
    public async Task SweepAsync(CancellationToken cancel)
    {
        if (await catalogs.ActiveAsync(cancel) is not { } catalog) return;
        var gone = (await absences.ListAsync(cancel)).Where(note => note.Source == Source).Select(note => note.Absence.Person).ToHashSet();
        foreach (var person in Approvers(catalog))
        {
            var answer = await directory.FindAsync(person.SlackUser!, cancel);
            if (answer == DirectoryAnswer.Gone && !gone.Contains(person.Id)) await NoteAsync(person.Id, cancel);
            else if (answer == DirectoryAnswer.Present && gone.Contains(person.Id)) await absences.EndAsync(person.Id, Source, Entry(person.Id, $"The Slack account of {person.Id} works again."), cancel);
            else if (answer == DirectoryAnswer.Undetermined) LogUndetermined(logger, person.Id.Value);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                // The store is away; the next look finds the same people.
                LogFailed(logger, failure);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static IEnumerable<Person> Approvers(Catalog catalog) => catalog.Roles.Values
        .SelectMany(role => role.Members.Concat(role.Fallback).Concat(role.Coverage.Values.SelectMany(covers => covers))).Distinct()
        .Select(id => catalog.People.GetValueOrDefault(id)).OfType<Person>().Where(person => person.SlackUser is not null);

    private static LedgerEntry Entry(PersonId person, string summary) =>
        new() { Kind = LedgerKinds.AbsenceNoted, By = LedgerLines.EscalationWorker, Summary = summary, Body = new JsonObject { ["person"] = person.Value, ["source"] = Source } };

    private Task NoteAsync(PersonId person, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        LogGone(logger, person.Value);
        return absences.NoteAsync(
            new(Guid.NewGuid(), new(person, now, now + Open, "Slack account deactivated"), null, Source), Entry(person, $"The Slack account of {person} is gone: coverage is asked."), cancel);
    }

    [LoggerMessage(2007, LogLevel.Warning, "The Slack account of {Person} is gone; coverage is asked in their place")]
    private static partial void LogGone(ILogger logger, string person);

    [LoggerMessage(2008, LogLevel.Information, "Slack could not be asked about {Person}; nothing is concluded")]
    private static partial void LogUndetermined(ILogger logger, string person);

    [LoggerMessage(2009, LogLevel.Warning, "Approvers could not be looked up; trying again later")]
    private static partial void LogFailed(ILogger logger, Exception failure);
}
