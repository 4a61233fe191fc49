using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporalio.Worker;

/// <summary>Activities that come with the answer to the workflow task that asked for them, which saves a poll.</summary>
internal sealed class EagerActivities(WorkerScope scope, ActivityWorker? activities)
{
    // What the server grants at most for one task.
    private const int Most = 3;

    /// <summary>Asks for as many as there are free places for, and keeps those places.</summary>
    internal int Reserve(RespondWorkflowTaskCompletedRequest request)
    {
        var isOff = activities is null || scope.Options.DisableEagerActivityExecution || scope.Options.MaxTaskQueueActivitiesPerSecond is not null;
        if (isOff) return Decline(request);
        var reserved = 0;
        foreach (var asked in Asked(request))
        {
            asked.RequestEagerExecution = asked.RequestEagerExecution
                && reserved < Most
                && asked.TaskQueue.Name == scope.TaskQueueName
                && activities!.TryReserve(asked.ActivityType.Name);
            if (asked.RequestEagerExecution) reserved++;
        }

        return reserved;
    }

    /// <summary>Asks for none.</summary>
    internal int Decline(RespondWorkflowTaskCompletedRequest request)
    {
        foreach (var asked in Asked(request)) asked.RequestEagerExecution = false;
        return 0;
    }

    /// <summary>Runs those that came, and gives back the places of the others.</summary>
    internal void Run(IReadOnlyCollection<PollActivityTaskQueueResponse> handedOver, int reserved)
    {
        if (activities is null) return;
        foreach (var task in handedOver) activities.Accept(task);
        activities.Release(reserved - handedOver.Count);
    }

    private static IEnumerable<ScheduleActivityTaskCommandAttributes> Asked(RespondWorkflowTaskCompletedRequest request) => request.Commands
        .Where(command => command.CommandType == CommandType.ScheduleActivityTask)
        .Select(command => command.ScheduleActivityTaskCommandAttributes);
}
