using Hitl.Activities.Stages;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Stages;
using Hitl.Governance.Catalogs;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Hitl.Activities.Coverage;

/// <summary>
/// Asks a stage's coverage before its time when everybody it waits for is away or not to be disturbed in the chat. Nothing else follows from presence: nobody is passed
/// over, nobody gains or loses authority, and a stage whose catalog entry asks no coverage is left alone.
/// </summary>
internal sealed partial class PresenceSweep(
    StageActivities stages, IStageStore store, IAbsenceStore absences, ICatalogStore catalogs, IPresence presence, IOptions<CoverageOptions> options, TimeProvider time,
    ILogger<PresenceSweep> logger) : BackgroundService
{
    // Slack answers about 50 such questions a minute.
    private const int MostQuestions = 20;

    /// <summary>Looks once; tells how many stages asked their coverage.</summary>
    public async Task<int> SweepAsync(CancellationToken cancel)
    {
        if (await catalogs.ActiveAsync(cancel) is not { } catalog) return 0;
        var known = new Dictionary<PersonId, string?>();
        var hastened = 0;
        foreach (var key in await absences.OpenStagesAsync(cancel))
        {
            if (await store.FindAsync(key, cancel) is not { Status: StageStatus.Open, Definition.CoverageAfter: not null } stage || known.Count >= MostQuestions) continue;
            // Coverage is asked already: by its time, for somebody away, or by us.
            if (stage.Asked.Any(asked => asked.CoversFor is not null)) continue;
            if (await AllIdleAsync(stage, catalog, known, cancel) is { } why && await stages.HastenAsync(key, why, cancel)) hastened++;
        }

        return hastened;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.PresenceEvery == TimeSpan.Zero) return;
        using var timer = new PeriodicTimer(options.Value.PresenceEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                // Coverage is asked at its own time then.
                LogFailed(logger, failure);
            }
        }
    }

    // One person who may look, or of whom nothing is known, is enough to wait as the catalog says.
    private async Task<string?> AllIdleAsync(StageRecord stage, Catalog catalog, Dictionary<PersonId, string?> known, CancellationToken cancel)
    {
        var decided = (await store.DecisionsAsync(stage.Key.Request, stage.Key.Revision, cancel)).Where(decision => decision.Stage == stage.Key).Select(decision => decision.Person).ToHashSet();
        var clauses = new List<string>();
        foreach (var person in stage.Asked.Select(asked => asked.Person).Where(person => !decided.Contains(person)))
        {
            if (!known.TryGetValue(person, out var idle))
                known[person] = idle = catalog.People.GetValueOrDefault(person)?.SlackUser is { } user ? await presence.IdleAsync(user, cancel) : null;
            if (string.IsNullOrEmpty(idle)) return null;
            clauses.Add($"{person} {idle}");
        }

        return clauses.Count == 0 ? null : string.Join(", ", clauses);
    }

    [LoggerMessage(2013, LogLevel.Warning, "Presence could not be looked at; coverage is asked at its own time")]
    private static partial void LogFailed(ILogger logger, Exception failure);
}
