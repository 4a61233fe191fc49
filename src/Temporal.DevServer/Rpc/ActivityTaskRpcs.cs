using Temporal.DevServer.Activities;
using Temporal.DevServer.Hosting;

namespace Temporal.DevServer.Rpc;

/// <summary>What workers call for activity tasks, by token and by id.</summary>
internal static class ActivityTaskRpcs
{
    internal static IRpc[] All { get; } =
    [
        RpcTable.Workflow<PollActivityTaskQueueRequest, PollActivityTaskQueueResponse>("PollActivityTaskQueue", Poll),
        RpcTable.Workflow<RecordActivityTaskHeartbeatRequest, RecordActivityTaskHeartbeatResponse>("RecordActivityTaskHeartbeat", async (r, call) =>
        {
            var answer = await ByToken(call, r.Namespace, r.TaskToken, r.Details, (t, a) => ActivityReports.Heartbeat(t, a, r.Details));
            return new() { CancelRequested = answer.CancelRequested, ActivityPaused = answer.Paused, ActivityReset = answer.Reset };
        }),
        RpcTable.Workflow<RespondActivityTaskCompletedRequest, RespondActivityTaskCompletedResponse>("RespondActivityTaskCompleted", async (r, call) =>
        {
            await ByToken(call, r.Namespace, r.TaskToken, r.Result, (t, a) => ActivityReports.Complete(t, a, r.Result, r.Identity));
            return new();
        }),
        RpcTable.Workflow<RespondActivityTaskFailedRequest, RespondActivityTaskFailedResponse>("RespondActivityTaskFailed", async (r, call) =>
        {
            await ByToken(call, r.Namespace, r.TaskToken, r.LastHeartbeatDetails,
                (t, a) => ActivityReports.Fail(t, a, r.Failure, r.LastHeartbeatDetails, r.Identity));
            return new();
        }),
        RpcTable.Workflow<RespondActivityTaskCanceledRequest, RespondActivityTaskCanceledResponse>("RespondActivityTaskCanceled", async (r, call) =>
        {
            await ByToken(call, r.Namespace, r.TaskToken, r.Details, (t, a) => ActivityReports.Cancel(t, a, r.Details, r.Identity));
            return new();
        }),
        RpcTable.Workflow<RecordActivityTaskHeartbeatByIdRequest, RecordActivityTaskHeartbeatByIdResponse>("RecordActivityTaskHeartbeatById", async (r, call) =>
        {
            var answer = await ActivityReports.ByIdAsync(call.Engine, call.Namespace(r.Namespace), r.WorkflowId, r.RunId, r.ActivityId,
                (t, a) => ActivityReports.Heartbeat(t, a, Checked(r.Details)));
            return new() { CancelRequested = answer.CancelRequested, ActivityPaused = answer.Paused, ActivityReset = answer.Reset };
        }),
        RpcTable.Workflow<RespondActivityTaskCompletedByIdRequest, RespondActivityTaskCompletedByIdResponse>("RespondActivityTaskCompletedById", async (r, call) =>
        {
            await ActivityReports.ByIdAsync(call.Engine, call.Namespace(r.Namespace), r.WorkflowId, r.RunId, r.ActivityId,
                (t, a) => ActivityReports.Complete(t, a, Checked(r.Result), r.Identity));
            return new();
        }),
        RpcTable.Workflow<RespondActivityTaskFailedByIdRequest, RespondActivityTaskFailedByIdResponse>("RespondActivityTaskFailedById", async (r, call) =>
        {
            await ActivityReports.ByIdAsync(call.Engine, call.Namespace(r.Namespace), r.WorkflowId, r.RunId, r.ActivityId,
                (t, a) => ActivityReports.Fail(t, a, r.Failure, r.LastHeartbeatDetails, r.Identity));
            return new();
        }),
        RpcTable.Workflow<RespondActivityTaskCanceledByIdRequest, RespondActivityTaskCanceledByIdResponse>("RespondActivityTaskCanceledById", async (r, call) =>
        {
            await ActivityReports.ByIdAsync(call.Engine, call.Namespace(r.Namespace), r.WorkflowId, r.RunId, r.ActivityId,
                (t, a) => ActivityReports.Cancel(t, a, Checked(r.Details), r.Identity));
            return new();
        }),
    ];

    private static async ValueTask<PollActivityTaskQueueResponse> Poll(PollActivityTaskQueueRequest request, RpcCall call)
    {
        call.Namespace(request.Namespace);
        WorkflowTaskRpcs.CheckPoll(request.TaskQueue, call);
        if (request.TaskQueueMetadata?.MaxTasksPerSecond is { } rate && !(rate > 0 && double.IsFinite(rate)))
        {
            throw Failures.InvalidArgument("MaxTasksPerSecond must be greater than 0.");
        }
        return await ActivityPolling.PollAsync(call.Engine, request, call.Hold(WorkflowTaskRpcs.PollHold));
    }

    private static ValueTask<T> ByToken<T>(
        RpcCall call, string @namespace, ByteString token, Payloads? payloads, Func<State.Transition, State.ActivityEntry, T> report)
    {
        Checked(payloads);
        return ActivityReports.ByTokenAsync(call.Engine, call.Namespace(@namespace), token, report);
    }

    private static Payloads? Checked(Payloads? payloads) =>
        Limits.CheckPayloads(payloads) is { } why ? throw Failures.InvalidArgument(why) : payloads;
}
