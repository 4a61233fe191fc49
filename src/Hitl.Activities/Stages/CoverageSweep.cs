using Hitl.Escalations.Stages;
using Hitl.Governance.Coverage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hitl.Activities.Stages;

/// <summary>Makes a change of who is away take effect on requests that wait already: looks at open stages when the picture changes, not all the time.</summary>
internal sealed partial class CoverageSweep(
    StageActivities stages, IAbsenceStore absences, LiveCoverage coverage, TimeProvider time, ILogger<CoverageSweep> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AtLeast = TimeSpan.FromMinutes(5);
    private string _picture = "";
    private DateTimeOffset _sweptAt;

    /// <summary>Looks once; true when the open stages were gone through.</summary>
    public async Task<bool> SweepAsync(CancellationToken cancel)
    {
        if (await coverage.NowAsync(cancel) is not { } live) return false;
        var now = time.GetUtcNow();
        var away = live.Absences.Where(absence => absence.Covers(now)).Select(absence => absence.Person.Value).Distinct().Order(StringComparer.Ordinal);
        // Also the covers people named, turns of rotations and doubts: they change who is asked.
        var turns = live.Roles.Values.SelectMany(role => role.Resting.Select(person => role.Role.Value + person));
        var doubts = live.Doubts.Keys.Select(person => person.Value).Order(StringComparer.Ordinal);
        var noted = (await absences.ListAsync(cancel)).Select(note => note.Id.ToString());
        var picture = string.Join('|', [live.Digest, .. new[] { away, noted, turns, doubts }.Select(part => string.Join(',', part))]);
        if (picture == _picture && now - _sweptAt < AtLeast) return false;
        foreach (var stage in await absences.OpenStagesAsync(cancel)) await stages.RefreshAsync(stage, cancel);
        // Only after all of them: one that failed is looked at again.
        (_picture, _sweptAt) = (picture, now);
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                // The store is away, or one request is in a state nobody foresaw; the next look finds the same picture.
                LogFailed(logger, failure);
            }
        }
    }

    [LoggerMessage(2004, LogLevel.Warning, "Open stages could not be brought to who is away now; trying again")]
    private static partial void LogFailed(ILogger logger, Exception failure);
}
