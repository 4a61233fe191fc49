using Temporal.DevServer.Engine;
using Temporal.DevServer.Hosting;
using Temporal.DevServer.State;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.Update.V1;
using Stage = Temporalio.Api.Enums.V1.UpdateWorkflowExecutionLifecycleStage;

namespace Temporal.DevServer.Updates;

/// <summary>How far an update has come.</summary>
internal readonly record struct UpdateProgress(Stage Stage, Outcome? Outcome)
{
    /// <exception cref="RpcStatusException">There is no such update, or its run ended before any worker saw it.</exception>
    internal static UpdateProgress Of(RunState run, RunLive live, string id, PendingUpdate? pending)
    {
        if (pending?.Rejection is { } refused) return new(Stage.Completed, new() { Failure = refused });
        if (run.Updates.TryGetValue(id, out var entry))
        {
            if (entry.Outcome is not null) return new(Stage.Completed, entry.Outcome);
            if (entry.AcceptedEventId > 0) return run.IsOpen ? new(Stage.Accepted, null) : new(Stage.Completed, new() { Failure = Orphaned() });
            return run.IsOpen ? new(Stage.Admitted, null) : throw Failures.AlreadyCompleted();
        }
        if (pending?.Aborted is { } aborted) throw aborted;
        if (live.Updates.Exists(u => u.Id == id)) return new(Stage.Admitted, null);
        throw Failures.NotFound($"update {id} not found");
    }

    /// <summary>Waits until the update has come as far as wanted, as long as the hold allows, and tells how far it is then.</summary>
    internal static async ValueTask<(UpdateProgress Progress, string RunId)> WaitAsync(
        WorkflowEngine engine, WorkflowKey key, string runId, string id, PendingUpdate? pending, Stage wanted, LongPoll hold)
    {
        while (true)
        {
            var (progress, changed) = await engine.ReadAsync(key, runId, (run, live) =>
            {
                runId = run.Self.RunId;
                pending ??= live.Updates.Find(u => u.Id == id);
                var now = Of(run, live, id, pending);
                return ValueTask.FromResult((now, now.Stage >= wanted ? Task.CompletedTask : live.Watch()));
            });
            if (progress.Stage >= wanted || hold.Remaining is not { Ticks: > 0 } left) return (progress, runId);
            try
            {
                await changed.WaitAsync(left, hold.Time, hold.Cancel);
            }
            catch (TimeoutException)
            {
                return (progress, runId);
            }
        }
    }

    private static Failure Orphaned() => new()
    {
        Message = "Workflow Update failed because the Workflow completed before the Update completed.",
        Source = "Server",
        ApplicationFailureInfo = new() { Type = "AcceptedUpdateCompletedWorkflow", NonRetryable = true },
    };
}
