using Hitl.Workflows.Drills;
using Hitl.Workflows.Requests;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Temporalio.Client;
using Temporalio.Client.Schedules;
using Temporalio.Exceptions;

namespace Hitl.Activities.Drills;

/// <summary>Makes sure that the monthly round of drills is scheduled; whichever worker comes first makes the schedule, and people may change it afterwards.</summary>
internal sealed partial class DrillSchedule(ITemporalClient temporal, TimeProvider time, ILogger<DrillSchedule> logger) : BackgroundService
{
    /// <summary>Id of the schedule.</summary>
    public const string Id = "drills-monthly";

    private const string Monthly = "0 6 1 * *";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested && !await TryAsync()) await Task.Delay(Pause, time, stoppingToken);
    }

    private async Task<bool> TryAsync()
    {
        var action = ScheduleActionStartWorkflow.Create(DrillAddress.RoundWorkflowType, [], new("drill-round", RequestAddress.TaskQueue));
        try
        {
            await temporal.CreateScheduleAsync(Id, new(action, new() { CronExpressions = [Monthly] }));
            return true;
        }
        catch (ScheduleAlreadyRunningException)
        {
            return true;
        }
        catch (Exception failure) when (failure is TemporalException or InvalidOperationException)
        {
            LogLater(logger, failure.Message);
            return false;
        }
    }

    [LoggerMessage(2020, LogLevel.Information, "The monthly round of drills could not be scheduled yet: {Why}")]
    private static partial void LogLater(ILogger logger, string why);
}
