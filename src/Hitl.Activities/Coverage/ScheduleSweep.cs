using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Hitl.Activities.Ledger;
using Hitl.Escalations.Intake;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Stages;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Coverage.Schedules;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Hitl.Activities.Coverage;

/// <summary>Brings what the schedule file and its calendars say of absences into the store, where every process reads it. A file with an error changes nothing.</summary>
internal sealed partial class ScheduleSweep(
    ICatalogStore catalogs, IAbsenceStore absences, CalendarReader calendars, IRequestIntake ledger, IOptions<CoverageOptions> options, TimeProvider time,
    ILogger<ScheduleSweep> logger) : BackgroundService
{
    public const string Source = "schedule";
    private string? _picture;
    private string? _refused;
    private ScheduleFile _schedule = new([], []);

    /// <summary>Looks at the file, and at the calendars whose time has come.</summary>
    public async Task SweepAsync(CancellationToken cancel)
    {
        if (options.Value.ScheduleFile is not { } path || await catalogs.ActiveAsync(cancel) is not { } catalog) return;
        await ReadAsync(path, catalog, cancel);
        await calendars.ReadAsync(_schedule.Calendars, Path.GetDirectoryName(Path.GetFullPath(path))!, cancel);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.ScheduleFile is null) return;
        using var timer = new PeriodicTimer(options.Value.ScheduleEvery, time);
        do
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                // The file or the store is away; the next look finds the same.
                LogFailed(logger, failure);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task ReadAsync(string path, Catalog catalog, CancellationToken cancel)
    {
        var text = await File.ReadAllTextAsync(path, cancel);
        var picture = catalog.Digest + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        if (picture == _picture) return;
        var parsed = ScheduleParser.Parse(text, Path.GetFileName(path), catalog);
        if (parsed.Schedule is not { } schedule)
        {
            await RefuseAsync(picture, parsed.Errors[0], parsed.Errors.Count, cancel);
            return;
        }

        foreach (var person in schedule.Absences.Select(absence => absence.Person).Concat(await NotedAsync(cancel)).Distinct())
        {
            var own = schedule.Absences.Where(absence => absence.Person == person).ToList();
            var body = new JsonObject { ["person"] = person.Value, ["source"] = Source, ["absences"] = own.Count };
            await absences.ReplaceAsync(person, Source, own, Entry($"The schedule has {own.Count} absences of {person}.", body), cancel);
        }

        // Only after all of them: one that failed is looked at again.
        (_schedule, _picture) = (schedule, picture);
    }

    private async Task<IEnumerable<Escalations.Ids.PersonId>> NotedAsync(CancellationToken cancel) =>
        (await absences.ListAsync(cancel)).Where(note => note.Source == Source).Select(note => note.Absence.Person);

    private async Task RefuseAsync(string picture, CatalogError error, int count, CancellationToken cancel)
    {
        if (picture == _refused) return;
        var summary = $"The schedule was refused and changes nothing: {error.File}:{error.Line}:{error.Column} {error.Message}{(count > 1 ? $" ({count} errors)" : "")}";
        LogRefused(logger, summary);
        await ledger.RecordAsync(Entry(summary, new() { ["source"] = Source, ["code"] = error.Code, ["errors"] = count }), cancel);
        _refused = picture;
    }

    private static LedgerEntry Entry(string summary, JsonObject body) =>
        new() { Kind = LedgerKinds.AbsenceNoted, By = LedgerLines.EscalationWorker, Summary = summary, Body = body };

    [LoggerMessage(2010, LogLevel.Warning, "{Summary}")]
    private static partial void LogRefused(ILogger logger, string summary);

    [LoggerMessage(2011, LogLevel.Warning, "The schedule could not be looked at; trying again later")]
    private static partial void LogFailed(ILogger logger, Exception failure);
}
