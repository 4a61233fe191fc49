using Temporal.DevServer.Engine;
using Temporal.DevServer.Hosting;
using Temporal.DevServer.State;
using Temporal.DevServer.Tasks;

namespace Temporal.DevServer.Rpc;

/// <summary>Workers coming and going, and the queues they poll.</summary>
internal static class WorkerRpcs
{
    private static readonly TimeSpan RecentPoll = TimeSpan.FromMinutes(5);

    internal static IRpc[] All { get; } =
    [
        RpcTable.Workflow<ShutdownWorkerRequest, ShutdownWorkerResponse>("ShutdownWorker", Shutdown),
        RpcTable.Workflow<ResetStickyTaskQueueRequest, ResetStickyTaskQueueResponse>("ResetStickyTaskQueue", ResetSticky),
        RpcTable.Workflow<DescribeTaskQueueRequest, DescribeTaskQueueResponse>("DescribeTaskQueue", DescribeQueue),
        RpcTable.Workflow<PollNexusTaskQueueRequest, PollNexusTaskQueueResponse>("PollNexusTaskQueue", PollNexus),
    ];

    private static async ValueTask<ShutdownWorkerResponse> Shutdown(ShutdownWorkerRequest request, RpcCall call)
    {
        var ns = call.Namespace(request.Namespace);
        call.Server.Workers.Remove(ns.Name, request.WorkerInstanceKey);
        foreach (var task in call.Engine.Matching.ShutDown(ns.Name, request.StickyTaskQueue, request.WorkerInstanceKey)) await RerouteAsync(call.Engine, task);
        return new();
    }

    /// <summary>What waited for a worker that left goes to the others at once, not after its timeout.</summary>
    private static ValueTask<bool> RerouteAsync(WorkflowEngine engine, TaskRef task) =>
        engine.WithSlotAsync(task.Run.Key, async slot =>
        {
            if (await engine.FindAsync(slot, task.Run.RunId) is not { } run) return false;
            if (task.QueryId is not null)
            {
                engine.Matching.Add(new(run.Self.Key.Namespace, run.Started.TaskQueue.Name, TaskQueueType.Workflow), task);
                return true;
            }
            if (run.WorkflowTask is not { StartedEventId: 0 } scheduled || scheduled.Stamp != task.Stamp) return false;
            return await engine.TransactAsync(slot, run, (t, _) =>
            {
                WorkflowTasks.TimeOut(t, TimeoutType.ScheduleToStart);
                return true;
            });
        });

    private static async ValueTask<ResetStickyTaskQueueResponse> ResetSticky(ResetStickyTaskQueueRequest request, RpcCall call)
    {
        await call.Engine.ChangeAsync(WorkflowRpcs.Key(call, request.Namespace, request.Execution), request.Execution.RunId, (t, _) =>
        {
            if (!t.Run.IsOpen) throw Failures.AlreadyCompleted();
            t.Run.Volatile.Sticky = null;
            t.Touch();
            return true;
        });
        return new();
    }

    private static ValueTask<DescribeTaskQueueResponse> DescribeQueue(DescribeTaskQueueRequest request, RpcCall call)
    {
        var ns = call.Namespace(request.Namespace);
        if (Limits.CheckId("TaskQueue", request.TaskQueue?.Name ?? "") is { } why) throw Failures.InvalidArgument(why);
        var type = request.TaskQueueType == TaskQueueType.Unspecified ? TaskQueueType.Workflow : request.TaskQueueType;
        var queue = call.Engine.Matching.Queue(new(ns.Name, request.TaskQueue!.Name, type));
        var since = call.Engine.Clock.Time.GetUtcNow().UtcTicks - RecentPoll.Ticks;
        var response = new DescribeTaskQueueResponse
        {
            Pollers = { queue.Sightings(since).Select(s => new PollerInfo { Identity = s.Identity, LastAccessTime = Ticks.ToTimestamp(s.SeenTicks), RatePerSecond = 100_000 }) },
        };
        if (request.ReportStats) response.Stats = new() { ApproximateBacklogCount = queue.Backlog };
        return ValueTask.FromResult(response);
    }

    /// <summary>Nexus is not served; a worker that polls for it is simply never given a task.</summary>
    private static async ValueTask<PollNexusTaskQueueResponse> PollNexus(PollNexusTaskQueueRequest request, RpcCall call)
    {
        var ns = call.Namespace(request.Namespace);
        WorkflowTaskRpcs.CheckPoll(request.TaskQueue, call);
        var wait = call.Hold(WorkflowTaskRpcs.PollHold);
        var poller = new Poller(request.Identity, request.WorkerInstanceKey);
        await call.Engine.Matching.PollAsync(new(ns.Name, request.TaskQueue!.Name, TaskQueueType.Nexus), poller, wait.Remaining, wait.Cancel);
        return new();
    }
}
