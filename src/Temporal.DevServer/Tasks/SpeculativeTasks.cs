using Temporal.DevServer.Machines;
using Temporal.DevServer.State;

namespace Temporal.DevServer.Tasks;

/// <summary>Workflow tasks that only carry updates: shown to workers with the ids they would have, written when anything comes of them.</summary>
/// <remarks>Neither their schedule nor their start is committed. If the worker refuses every update they leave no trace.</remarks>
internal static class SpeculativeTasks
{
    /// <summary>On whatever queue: the caller waits, so a worker that is gone must be noticed soon.</summary>
    private const long ScheduleToStart = 5 * Ticks.Second;

    internal static void Schedule(Transition t)
    {
        var run = t.Run;
        if (!run.IsOpen || run.WorkflowTask is not null) return;
        if (run.Volatile.Buffered.Count > 0 || run.Volatile.WorkflowTaskAttempt > 1 || run.Volatile.FirstTaskTicks > 0)
        {
            WorkflowTasks.Schedule(t);
            return;
        }
        var sticky = WorkflowTasks.StickyIfPolled(t);
        run.Volatile.WorkflowTask = new()
        {
            ScheduledEventId = run.NextEventId,
            ScheduledTicks = t.Now,
            OriginalScheduledTicks = t.Now,
            Attempt = 1,
            Speculative = true,
            Queue = sticky?.Queue ?? run.Started.TaskQueue.Name,
            Sticky = sticky is not null,
            ScheduleToStartTicks = ScheduleToStart,
            // Unlike other stamps never given twice, not even after a restart that has forgotten this task.
            Stamp = t.Scope.NextTaskId(),
        };
        WorkflowTaskMachine.Took(WorkflowTaskMachine.Phase.None, WorkflowTaskMachine.Step.Speculate, run);
    }

    /// <summary>Makes the task an ordinary one: something else is about to be written, or the task itself came to something.</summary>
    internal static void Materialize(Transition t)
    {
        var run = t.Run;
        if (run.WorkflowTask is not { Speculative: true } shown) return;
        var before = WorkflowTaskMachine.Of(run);
        WorkflowTasks.WriteShown(t, shown, shown.Sticky
            ? new() { Name = shown.Queue, Kind = TaskQueueKind.Sticky, NormalName = run.Started.TaskQueue.Name }
            : new() { Name = run.Started.TaskQueue.Name, Kind = TaskQueueKind.Normal });
        var task = run.WorkflowTask!;
        (task.Stamp, task.Queue, task.Sticky) = (shown.Stamp, shown.Queue, shown.Sticky);
        (task.Identity, task.RequestId, task.OriginalScheduledTicks) = (shown.Identity, shown.RequestId, shown.OriginalScheduledTicks);
        task.ScheduleToStartTicks = shown.Sticky ? shown.ScheduleToStartTicks : 0;
        WorkflowTaskMachine.Took(before, WorkflowTaskMachine.Step.Materialize, run);
    }

    /// <summary>Forgets a task that came to nothing; the caller asked <see cref="MayDiscard"/>.</summary>
    internal static void Discard(RunState run)
    {
        var before = WorkflowTaskMachine.Of(run);
        run.Volatile.WorkflowTask = null;
        WorkflowTaskMachine.Took(before, WorkflowTaskMachine.Step.Discard, run);
    }

    /// <summary>Whether a completion says nothing but no, so that the task may vanish.</summary>
    internal static bool MayDiscard(RunState run, RespondWorkflowTaskCompletedRequest request) =>
        run.WorkflowTask is { Speculative: true } task
        && request.Commands.Count == 0 && !request.ForceCreateNewWorkflowTask
        && request.Messages.All(m => m.Body is not null && m.Body.Is(Temporalio.Api.Update.V1.Rejection.Descriptor))
        // A worker that cannot take events back must not have been shown any.
        && (request.Capabilities?.DiscardSpeculativeWorkflowTaskWithEvents == true || run.LastCompletedTaskEventId == task.ScheduledEventId - 1);
}
