using Temporal.DevServer.Hosting;
using Temporal.DevServer.Tasks;

namespace Temporal.DevServer.Rpc;

/// <summary>What workers call for workflow tasks.</summary>
internal static class WorkflowTaskRpcs
{
    /// <summary>Longest a poll is held without a task.</summary>
    internal static readonly TimeSpan PollHold = TimeSpan.FromSeconds(60);

    internal static IRpc[] All { get; } =
    [
        RpcTable.Workflow<PollWorkflowTaskQueueRequest, PollWorkflowTaskQueueResponse>("PollWorkflowTaskQueue", Poll),
        RpcTable.Workflow<RespondWorkflowTaskCompletedRequest, RespondWorkflowTaskCompletedResponse>(
            "RespondWorkflowTaskCompleted", (r, call) => WorkflowTaskCompletion.CompleteAsync(call.Engine, call.Namespace(r.Namespace), r)),
        RpcTable.Workflow<RespondWorkflowTaskFailedRequest, RespondWorkflowTaskFailedResponse>("RespondWorkflowTaskFailed", Fail),
        RpcTable.Workflow<RespondQueryTaskCompletedRequest, RespondQueryTaskCompletedResponse>("RespondQueryTaskCompleted", AnswerQuery),
    ];

    /// <exception cref="RpcStatusException">The queue is not named, or too many polls are held already.</exception>
    internal static void CheckPoll(TaskQueue? queue, RpcCall call)
    {
        if (Limits.CheckId("TaskQueue", queue?.Name ?? "") is { } why) throw Failures.InvalidArgument(why);
        if (call.Engine.Matching.Held >= Limits.HeldPolls)
        {
            throw Failures.ResourceExhausted("Too many outstanding polls.", ResourceExhaustedCause.ConcurrentLimit);
        }
    }

    private static async ValueTask<PollWorkflowTaskQueueResponse> Poll(PollWorkflowTaskQueueRequest request, RpcCall call)
    {
        call.Namespace(request.Namespace);
        CheckPoll(request.TaskQueue, call);
        return await WorkflowTaskPolling.PollAsync(call.Engine, request, call.Hold(PollHold));
    }

    private static async ValueTask<RespondWorkflowTaskFailedResponse> Fail(RespondWorkflowTaskFailedRequest request, RpcCall call)
    {
        await WorkflowTaskCompletion.FailAsync(call.Engine, call.Namespace(request.Namespace), request);
        return new();
    }

    private static ValueTask<RespondQueryTaskCompletedResponse> AnswerQuery(RespondQueryTaskCompletedRequest request, RpcCall call)
    {
        WorkflowTaskCompletion.AnswerQuery(call.Engine, call.Namespace(request.Namespace), request);
        return ValueTask.FromResult(new RespondQueryTaskCompletedResponse());
    }
}
