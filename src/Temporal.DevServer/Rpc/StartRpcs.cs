using Temporal.DevServer.Activities;
using Temporal.DevServer.Calendars;
using Temporal.DevServer.Engine;
using Temporal.DevServer.Hosting;
using Temporal.DevServer.State;

namespace Temporal.DevServer.Rpc;

/// <summary>Starting workflows, alone or with a signal.</summary>
internal static class StartRpcs
{
    internal static IRpc[] All { get; } =
    [
        RpcTable.Workflow<StartWorkflowExecutionRequest, StartWorkflowExecutionResponse>("StartWorkflowExecution", Start),
        RpcTable.Workflow<SignalWithStartWorkflowExecutionRequest, SignalWithStartWorkflowExecutionResponse>("SignalWithStartWorkflowExecution", SignalWithStart),
    ];

    private static async ValueTask<StartWorkflowExecutionResponse> Start(StartWorkflowExecutionRequest request, RpcCall call)
    {
        return Response(await WorkflowStarts.StartAsync(call.Engine, Arguments(request, call.Namespace(request.Namespace))));
    }

    private static async ValueTask<SignalWithStartWorkflowExecutionResponse> SignalWithStart(SignalWithStartWorkflowExecutionRequest request, RpcCall call)
    {
        if (Limits.CheckId("SignalName", request.SignalName) is { } why) throw Failures.InvalidArgument(why);
        if (Limits.CheckPayloads(request.SignalInput) is { } large) throw Failures.InvalidArgument(large);
        // The two requests share their fields' names but not their numbers.
        var start = Arguments(new()
        {
            Namespace = request.Namespace,
            WorkflowId = request.WorkflowId,
            WorkflowType = request.WorkflowType,
            TaskQueue = request.TaskQueue,
            Input = request.Input,
            WorkflowExecutionTimeout = request.WorkflowExecutionTimeout,
            WorkflowRunTimeout = request.WorkflowRunTimeout,
            WorkflowTaskTimeout = request.WorkflowTaskTimeout,
            Identity = request.Identity,
            RequestId = request.RequestId,
            WorkflowIdReusePolicy = request.WorkflowIdReusePolicy,
            WorkflowIdConflictPolicy = request.WorkflowIdConflictPolicy,
            RetryPolicy = request.RetryPolicy,
            CronSchedule = request.CronSchedule,
            Memo = request.Memo,
            SearchAttributes = request.SearchAttributes,
            Header = request.Header,
            WorkflowStartDelay = request.WorkflowStartDelay,
            UserMetadata = request.UserMetadata,
            Priority = request.Priority,
        }, call.Namespace(request.Namespace));
        var outcome = await WorkflowStarts.StartAsync(call.Engine, start with
        {
            Signal = new()
            {
                SignalName = request.SignalName,
                Input = request.SignalInput,
                Identity = request.Identity,
                Header = request.Header,
                RequestId = start.RequestId,
            },
        });
        return new() { RunId = outcome.RunId, Started = outcome.Started };
    }

    internal static StartWorkflowExecutionResponse Response(StartOutcome outcome) => new()
    {
        RunId = outcome.RunId,
        FirstExecutionRunId = outcome.FirstRunId,
        Started = outcome.Started,
        Status = outcome.Status,
        EagerWorkflowTask = outcome.EagerTask,
    };

    internal static StartArguments Arguments(StartWorkflowExecutionRequest request, NamespaceEntry ns)
    {
        Validate(request);
        var search = request.SearchAttributes;
        if (search is not null && ns.SearchAttributes.Normalize(search, out search) is { } wrong) throw Failures.InvalidArgument(wrong);
        return new()
        {
            Key = new(ns.Name, request.WorkflowId),
            RequestId = request.RequestId.Length > 0 ? request.RequestId : Guid.NewGuid().ToString(),
            ReusePolicy = request.WorkflowIdReusePolicy,
            ConflictPolicy = request.WorkflowIdConflictPolicy,
            UserMetadata = request.UserMetadata,
            RequestEager = request.RequestEagerExecution,
            AttachRequestId = request.OnConflictOptions?.AttachRequestId == true,
            Started = Attributes(request, search),
        };
    }

    private static void Validate(StartWorkflowExecutionRequest request)
    {
        if (Check(request) is { } why) throw Failures.InvalidArgument(why);
    }

    /// <summary>Null when the request may be served, else why not.</summary>
    internal static string? Check(StartWorkflowExecutionRequest request) =>
         Limits.CheckId("WorkflowId", request.WorkflowId)
            ?? Limits.CheckId("WorkflowType", request.WorkflowType?.Name ?? "")
            ?? Limits.CheckId("TaskQueue", request.TaskQueue?.Name ?? "")
            ?? (request.RequestId.Length > Limits.IdLength ? "RequestId length exceeds limit." : null)
            ?? RetryDecision.Validate(request.RetryPolicy)
            ?? Limits.CheckPayloads(request.Input)
            ?? (request.Memo is not null && request.Memo.CalculateSize() > Limits.Payload ? "Blob data size exceeds limit." : null)
            ?? CronRule.Check(request.CronSchedule)
            ?? (request.CronSchedule.Length > 0 && Ticks.From(request.WorkflowStartDelay) > 0 ? "CronSchedule and WorkflowStartDelay may not be used together." : null)
            ?? Negative(request);

    private static string? Negative(StartWorkflowExecutionRequest request) =>
        Ticks.From(request.WorkflowExecutionTimeout) < 0 ? "Invalid WorkflowExecutionTimeoutSeconds."
        : Ticks.From(request.WorkflowRunTimeout) < 0 ? "Invalid WorkflowRunTimeoutSeconds."
        : Ticks.From(request.WorkflowTaskTimeout) < 0 ? "Invalid WorkflowTaskTimeoutSeconds."
        : Ticks.From(request.WorkflowStartDelay) < 0 ? "Invalid WorkflowStartDelay."
        : null;

    internal static WorkflowExecutionStartedEventAttributes Attributes(StartWorkflowExecutionRequest request, SearchAttributes? search)
    {
        var whole = Ticks.From(request.WorkflowExecutionTimeout);
        var run = Ticks.From(request.WorkflowRunTimeout);
        var task = Ticks.From(request.WorkflowTaskTimeout);
        return new()
        {
            WorkflowType = request.WorkflowType,
            WorkflowId = request.WorkflowId,
            TaskQueue = new() { Name = request.TaskQueue.Name, Kind = TaskQueueKind.Normal },
            Input = request.Input,
            WorkflowExecutionTimeout = Ticks.ToDuration(whole),
            WorkflowRunTimeout = Ticks.ToDuration(run == 0 || whole > 0 && run > whole ? whole : run),
            WorkflowTaskTimeout = Ticks.ToDuration(Math.Min(task == 0 ? 10 * Ticks.Second : task, 120 * Ticks.Second)),
            Identity = request.Identity,
            CronSchedule = request.CronSchedule,
            RetryPolicy = request.RetryPolicy is null ? null : RetryDecision.Fill(request.RetryPolicy),
            FirstWorkflowTaskBackoff = Ticks.ToDuration(Ticks.From(request.WorkflowStartDelay)),
            Memo = request.Memo,
            SearchAttributes = search,
            Header = request.Header,
            ContinuedFailure = request.ContinuedFailure,
            LastCompletionResult = request.LastCompletionResult,
            Priority = request.Priority,
        };
    }
}
