using Temporal.DevServer.Hosting;
using Temporal.DevServer.Rpc;
using Temporalio.Api.Schedule.V1;
using Temporalio.Api.Workflow.V1;

namespace Temporal.DevServer.Schedules;

/// <summary>The workflow a schedule starts.</summary>
internal static class ScheduleActions
{
    /// <exception cref="RpcStatusException">INVALID_ARGUMENT: no workflow could be started like this.</exception>
    internal static void Check(Schedule schedule, NamespaceEntry ns)
    {
        if (schedule.Action?.StartWorkflow is not { } action) throw Failures.InvalidArgument("A schedule needs an action that starts a workflow.");
        if (action.CronSchedule.Length > 0) throw Failures.InvalidArgument("CronSchedule is not allowed in a schedule's action.");
        if (StartRpcs.Check(Request(ns.Name, action)) is { } why) throw Failures.InvalidArgument(why);
        if (action.SearchAttributes is null) return;
        if (ns.SearchAttributes.Normalize(action.SearchAttributes, out var normalized) is { } wrong) throw Failures.InvalidArgument(wrong);
        action.SearchAttributes = normalized;
    }

    internal static StartWorkflowExecutionRequest Request(string @namespace, NewWorkflowExecutionInfo action) => new()
    {
        Namespace = @namespace,
        WorkflowId = action.WorkflowId,
        WorkflowType = action.WorkflowType,
        TaskQueue = action.TaskQueue,
        Input = action.Input,
        WorkflowExecutionTimeout = action.WorkflowExecutionTimeout,
        WorkflowRunTimeout = action.WorkflowRunTimeout,
        WorkflowTaskTimeout = action.WorkflowTaskTimeout,
        Identity = "temporal-scheduler",
        RetryPolicy = action.RetryPolicy,
        Memo = action.Memo,
        Header = action.Header,
        Priority = action.Priority,
    };
}
