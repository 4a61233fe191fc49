using Temporal.DevServer.Engine;
using Temporal.DevServer.Errands;
using Temporal.DevServer.Rpc;
using Temporal.DevServer.State;

namespace Temporal.DevServer.Schedules;

/// <summary>What schedules do to workflows, and what workflows tell the schedule that started them.</summary>
internal static class ScheduleErrands
{
    internal static IReadOnlyList<Errand> Of(RunRef self, ScheduleRecord record)
    {
        var owner = ScheduleKeys.Owner(self.Key.Namespace);
        var errands = new List<Errand>();
        foreach (var ending in record.Ending.Select(e => e.Clone()))
        {
            var key = new WorkflowKey(owner, ending.Execution.WorkflowId);
            errands.Add(new(key, engine => EndAsync(engine, self, key, ending)));
        }
        foreach (var start in record.Starting.Select(s => s.Clone()))
        {
            var arguments = Arguments(self, owner, record, start);
            errands.Add(new(arguments.Key, engine => StartAsync(engine, self, arguments, start)));
        }
        return errands;
    }

    /// <summary>Tells the schedule that a workflow it started has ended; null for workflows of nobody, and before the last run of a chain.</summary>
    internal static Errand? Report(RunState run)
    {
        if (run.Volatile.ScheduledBy.Length == 0 || run.CloseEvent is not { } close || ParentReport.SuccessorOf(close).Length > 0) return null;
        var schedule = ScheduleKeys.Of(run.Self.Key.Namespace, run.Volatile.ScheduledBy);
        var (execution, first, status) = (run.Self.ToExecution(), run.Started.FirstExecutionRunId, run.Status);
        return new(schedule, engine => ChangeAsync(engine, schedule, "", t => ScheduleProcess.Finished(t, execution, first, status, close)));
    }

    private static async ValueTask StartAsync(WorkflowEngine engine, RunRef self, StartArguments arguments, ScheduledStart start)
    {
        try
        {
            var outcome = await WorkflowStarts.StartAsync(engine, arguments);
            await ChangeAsync(engine, self.Key, self.RunId, t => ScheduleProcess.Started(t, start, outcome.RunId));
        }
        catch (RpcStatusException refused) when (refused.Code is GrpcStatusCode.AlreadyExists or GrpcStatusCode.InvalidArgument)
        {
            await ChangeAsync(engine, self.Key, self.RunId, t => ScheduleProcess.Refused(t, start));
        }
    }

    private static async ValueTask EndAsync(WorkflowEngine engine, RunRef self, WorkflowKey key, ScheduledEnding ending)
    {
        await ChangeAsync(engine, key, "", t =>
        {
            if (!t.Run.IsOpen || t.Run.Started.FirstExecutionRunId != ending.Execution.RunId) return;
            if (ending.Terminate) RunEnd.Terminate(t, "terminated by schedule overlap policy", null, "temporal-scheduler");
            else Signals.RequestCancel(t, "cancelled by schedule overlap policy", "temporal-scheduler");
        });
        await ChangeAsync(engine, self.Key, self.RunId, t =>
        {
            if (t.Run.Volatile.Schedule.Ending.Remove(ending)) t.Touch();
        });
    }

    private static async ValueTask ChangeAsync(WorkflowEngine engine, WorkflowKey key, string runId, Action<Transition> change)
    {
        try
        {
            await engine.ChangeAsync(key, runId, (t, _) =>
            {
                change(t);
                return true;
            });
        }
        catch (RpcStatusException gone) when (gone.Code == GrpcStatusCode.NotFound)
        {
            // The schedule or the workflow was deleted meanwhile: nobody is left to tell.
        }
    }

    private static StartArguments Arguments(RunRef self, string owner, ScheduleRecord record, ScheduledStart start)
    {
        var action = record.Schedule.Action.StartWorkflow;
        var search = action.SearchAttributes?.Clone() ?? new SearchAttributes();
        var nominal = new DateTime(start.NominalTicks, DateTimeKind.Utc).ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        search.IndexedFields["TemporalScheduledStartTime"] = PayloadValues.Json($"\"{nominal}\"", "Datetime");
        search.IndexedFields["TemporalScheduledById"] = PayloadValues.Json(System.Text.Json.JsonSerializer.Serialize(self.Key.WorkflowId), "Keyword");
        var request = ScheduleActions.Request(owner, action);
        request.WorkflowId = start.WorkflowId;
        request.LastCompletionResult = record.LastResult;
        request.ContinuedFailure = record.LastFailure;
        return new()
        {
            Key = new(owner, start.WorkflowId),
            RequestId = start.RequestId,
            ReusePolicy = action.WorkflowIdReusePolicy,
            ConflictPolicy = WorkflowIdConflictPolicy.Fail,
            UserMetadata = action.UserMetadata,
            ScheduledBy = self.Key.WorkflowId,
            Started = StartRpcs.Attributes(request, search),
        };
    }
}
