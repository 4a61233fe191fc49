using Hitl.Activities.Ledger;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Stages;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Coverage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hitl.Activities.Coverage;

/// <summary>Takes approvers whose chat account is gone, or whose status there says so, as away, so that coverage is asked instead of them. A round, for changes nobody told us of.</summary>
internal sealed partial class DirectorySweep(ICatalogStore catalogs, ChatAbsences chat, TimeProvider time, ILogger<DirectorySweep> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    // Said once by each worker, not on every round.
    private readonly HashSet<PersonId> _gone = [];

    /// <summary>Looks every approver up once.</summary>
    public async Task SweepAsync(CancellationToken cancel)
    {
        if (await catalogs.ActiveAsync(cancel) is not { } catalog) return;
        foreach (var person in Approvers(catalog))
        {
            var answer = await chat.LookAsync(person, LedgerLines.EscalationWorker, cancel);
            if (answer == DirectoryAnswer.Undetermined) LogUndetermined(logger, person.Id.Value);
            else if (answer == DirectoryAnswer.Present) _gone.Remove(person.Id);
            else if (_gone.Add(person.Id)) LogGone(logger, person.Id.Value);
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

    [LoggerMessage(2007, LogLevel.Warning, "The Slack account of {Person} is gone; coverage is asked in their place")]
    private static partial void LogGone(ILogger logger, string person);

    [LoggerMessage(2008, LogLevel.Information, "Slack could not be asked about {Person}; nothing is concluded")]
    private static partial void LogUndetermined(ILogger logger, string person);

    [LoggerMessage(2009, LogLevel.Warning, "Approvers could not be looked up; trying again later")]
    private static partial void LogFailed(ILogger logger, Exception failure);
}
