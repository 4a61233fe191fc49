using Temporal.DevServer.Engine;
using Temporal.DevServer.Hosting;
using Temporal.DevServer.State;
using Temporal.DevServer.Tasks;
using Temporalio.Api.Update.V1;

namespace Temporal.DevServer.Updates;

/// <summary>Takes updates in: each id once, within Temporal's limits, with a workflow task to carry it.</summary>
internal static class UpdateAdmission
{
    private const int InFlight = 10;
    private const int Total = 2000;

    /// <summary>The pending update to wait for; null when history knows it already. Called under the workflow's gate.</summary>
    /// <exception cref="RpcStatusException">The run is closed, or there are too many updates.</exception>
    internal static async ValueTask<PendingUpdate?> AdmitAsync(WorkflowEngine engine, WorkflowSlot slot, RunState run, Request request)
    {
        var id = request.Meta.UpdateId;
        var live = slot.LiveOf(run.Self.RunId);
        live.ForgetKnown(run);
        if (live.Updates.Find(u => u.Id == id) is { } known) return known;
        if (run.Updates.ContainsKey(id)) return null;
        if (!run.IsOpen) throw Failures.AlreadyCompleted();
        CheckLimits(run, live);

        var pending = new PendingUpdate(request);
        live.Updates.Add(pending);
        await CarryAsync(engine, slot, run);
        return pending;
    }

    /// <summary>Sees to it that a workflow task is on its way when updates wait for one.</summary>
    internal static async ValueTask CarryAsync(WorkflowEngine engine, WorkflowSlot slot, RunState run)
    {
        var live = slot.LiveOf(run.Self.RunId);
        live.ForgetKnown(run);
        if (!run.IsOpen || run.WorkflowTask is not null || live.Updates.Count == 0) return;
        await engine.TransactAsync(slot, run, (t, _) =>
        {
            Signals.EndStartDelay(t);
            if (run.PreviousStartedEventId == 0) WorkflowTasks.Schedule(t);
            else SpeculativeTasks.Schedule(t);
            return true;
        });
        // A speculative task is not committed, so nobody has published it.
        engine.Publish(run, live);
    }

    /// <summary>The run is over: what no worker answered is refused, or sent on to the run that follows.</summary>
    internal static void Abort(RunState run, RunLive live)
    {
        foreach (var pending in live.Updates)
        {
            pending.Aborted = run.Status == WorkflowExecutionStatus.ContinuedAsNew
                ? Failures.Unavailable("workflow operation can not be applied because workflow is closing")
                : Failures.AlreadyCompleted();
        }
        live.Updates.Clear();
    }

    private static void CheckLimits(RunState run, RunLive live)
    {
        if (live.Updates.Count + run.InFlightUpdates >= InFlight)
        {
            throw Failures.ResourceExhausted(
                $"limit on number of concurrent in-flight updates has been reached ({InFlight})", ResourceExhaustedCause.ConcurrentLimit);
        }
        if (live.Updates.Count + run.Updates.Count >= Total)
        {
            throw Failures.FailedPrecondition($"limit on number of total updates has been reached ({Total})");
        }
    }
}
