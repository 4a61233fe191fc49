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
    internal IReadOnlyList<Slot> Reserve(RespondWorkflowTaskCompletedRequest request)
    {
        var isOff = activities is null || scope.Options.DisableEagerActivityExecution || scope.Options.MaxTaskQueueActivitiesPerSecond is not null;
        if (isOff) return Decline(request);
        var reserved = new List<Slot>();
        foreach (var asked in Asked(request))
        {
            var isWanted = asked.RequestEagerExecution && reserved.Count < Most && asked.TaskQueue.Name == scope.TaskQueueName;
            var place = isWanted ? activities!.TryReserve(asked.ActivityType.Name) : null;
            asked.RequestEagerExecution = place is not null;
            if (place is not null) reserved.Add(place);
        }

        return reserved;
    }

    /// <summary>Asks for none.</summary>
    internal IReadOnlyList<Slot> Decline(RespondWorkflowTaskCompletedRequest request)
    {
        foreach (var asked in Asked(request)) asked.RequestEagerExecution = false;
        return [];
    }

    /// <summary>Runs those that came, and gives back the places of the others.</summary>
    internal void Run(IReadOnlyList<PollActivityTaskQueueResponse> handedOver, IReadOnlyList<Slot> reserved)
    {
        for (var i = 0; i < handedOver.Count; i++) activities?.Accept(handedOver[i], reserved.ElementAtOrDefault(i));
        foreach (var place in reserved.Skip(handedOver.Count)) place.Release();
    }

    private static IEnumerable<ScheduleActivityTaskCommandAttributes> Asked(RespondWorkflowTaskCompletedRequest request) => request.Commands
        .Where(command => command.CommandType == CommandType.ScheduleActivityTask)
        .Select(command => command.ScheduleActivityTaskCommandAttributes);
}
