using Temporal.DevServer.Engine;
using Temporal.DevServer.Hosting;
using Temporal.DevServer.State;

namespace Temporal.DevServer.Errands;

/// <summary>What becomes of a child when its parent is closed.</summary>
internal static class ParentClose
{
    /// <summary>Null when the child is left alone.</summary>
    internal static Errand? For(RunState run, ChildEntry child)
    {
        var asked = child.Attributes;
        var key = new WorkflowKey(asked.Namespace, asked.WorkflowId);
        var self = run.Self;
        return asked.ParentClosePolicy switch
        {
            // An abandoned child that is not there yet is started all the same.
            ParentClosePolicy.Abandon => child.StartedEventId == 0 ? ChildStart.For(run, child) : null,
            ParentClosePolicy.RequestCancel => new(key, engine => ApplyAsync(engine, key, self,
                t => Signals.RequestCancel(t, "by parent close policy", "history-service", self.ToExecution(), 0))),
            _ => new(key, engine => ApplyAsync(engine, key, self, t => RunEnd.Terminate(t, "by parent close policy", null, "history-service"))),
        };
    }

    /// <exception cref="RpcStatusException">NOT_FOUND: the run is no child of that parent.</exception>
    internal static void RequireChildOf(RunState run, RunRef parent)
    {
        if (run.Started.ParentWorkflowExecution is not { } known || known.WorkflowId != parent.Key.WorkflowId || known.RunId != parent.RunId)
        {
            throw Failures.NotFound("workflow execution not found");
        }
    }

    private static async ValueTask ApplyAsync(WorkflowEngine engine, WorkflowKey key, RunRef parent, Action<Transition> end)
    {
        try
        {
            await engine.ChangeAsync(key, "", (t, _) =>
            {
                RequireChildOf(t.Run, parent);
                if (t.Run.IsOpen) end(t);
                return true;
            });
        }
        catch (RpcStatusException gone) when (gone.Code == GrpcStatusCode.NotFound)
        {
            // It never started, or ended and made room for somebody else: nothing to close.
        }
    }
}
