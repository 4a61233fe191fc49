using Hitl.Workflows.Coverage;
using Hitl.Workflows.Requests;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Temporalio.Client;
using Temporalio.Client.Schedules;
using Temporalio.Exceptions;

namespace Hitl.Activities.Coverage;

/// <summary>Makes sure that the nightly proof is scheduled; whichever worker comes first makes the schedule, and people may change it afterwards.</summary>
internal sealed partial class CoverageProofSchedule(ITemporalClient temporal, TimeProvider time, ILogger<CoverageProofSchedule> logger) : BackgroundService
{
    /// <summary>Id of the schedule.</summary>
    public const string Id = "coverage-proof-nightly";

    private const string Nightly = "0 2 * * *";
    private const int Days = 30;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested && !await TryAsync()) await Task.Delay(Pause, time, stoppingToken);
    }

    private async Task<bool> TryAsync()
    {
        var action = ScheduleActionStartWorkflow.Create(CoverageProofWorkflow.WorkflowType, [Days], new("coverage-proof", RequestAddress.TaskQueue));
        try
        {
            await temporal.CreateScheduleAsync(Id, new(action, new() { CronExpressions = [Nightly] }));
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

    [LoggerMessage(2006, LogLevel.Information, "The nightly proof of coverage could not be scheduled yet: {Why}")]
    private static partial void LogLater(ILogger logger, string why);
}
