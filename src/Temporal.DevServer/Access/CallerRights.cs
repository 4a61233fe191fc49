using System.Collections.Frozen;

namespace Temporal.DevServer.Access;

/// <summary>Holds a call against the rights of the key it came with.</summary>
internal sealed class CallerRights(ApiKeyRole role, IReadOnlyList<string> taskQueues)
{
    /// <summary>For callers on loopback when no key is asked for.</summary>
    internal static CallerRights Everything { get; } = new(ApiKeyRole.Admin, []);

    /// <summary>Ends, rewrites or removes what others rely on.</summary>
    private static readonly FrozenSet<string> ForAdmins = FrozenSet.Create(
        "TerminateWorkflowExecution", "ResetWorkflowExecution", "DeleteWorkflowExecution", "RegisterNamespace", "UpdateNamespace", "DeleteNamespace",
        "AddSearchAttributes", "RemoveSearchAttributes", "PauseActivity", "UnpauseActivity", "ResetActivity", "UpdateActivityOptions",
        "DeleteSchedule");

    /// <exception cref="RpcStatusException">PERMISSION_DENIED.</exception>
    internal void Demand(string method, IMessage request)
    {
        if (role == ApiKeyRole.Admin) return;
        if (ForAdmins.Contains(method)) throw Denied(method);
        if (!IsForWorkers(method)) return;
        if (role != ApiKeyRole.Worker) throw Denied(method);
        if (taskQueues.Count > 0 && QueueOf(request) is { } queue && !taskQueues.Contains(queue)) throw Denied($"{method} on {queue}");
    }

    /// <summary>Reports by id are for whoever completes an activity from outside; the others hold a task.</summary>
    private static bool IsForWorkers(string method) => !method.EndsWith("ById", StringComparison.Ordinal) && method != "PollWorkflowExecutionUpdate"
        && (method.StartsWith("Poll", StringComparison.Ordinal) || method.StartsWith("Respond", StringComparison.Ordinal)
            || method.StartsWith("Record", StringComparison.Ordinal) || method is "ShutdownWorker" or "ResetStickyTaskQueue");

    private static string? QueueOf(IMessage request) => request switch
    {
        PollWorkflowTaskQueueRequest poll => NameOf(poll.TaskQueue),
        PollActivityTaskQueueRequest poll => NameOf(poll.TaskQueue),
        PollNexusTaskQueueRequest poll => NameOf(poll.TaskQueue),
        _ => null,
    };

    /// <summary>A sticky queue belongs to the queue it stands in for.</summary>
    private static string NameOf(TaskQueue? queue) => queue is { Kind: TaskQueueKind.Sticky, NormalName.Length: > 0 } ? queue.NormalName : queue?.Name ?? "";

    private static RpcStatusException Denied(string what) => new(GrpcStatusCode.PermissionDenied, $"Request unauthorized: {what}.");
}
