namespace Temporal.DevServer.Tasks;

/// <summary>One worker's open poll.</summary>
internal sealed class Poller(string identity, string instanceKey)
{
    private readonly TaskCompletionSource<TaskRef?> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal string Identity { get; } = identity;

    internal string InstanceKey { get; } = instanceKey;

    /// <summary>The task, or null when the poll ends without one.</summary>
    internal Task<TaskRef?> Outcome => _outcome.Task;

    /// <summary>False when the poll ended already; then the task must go to somebody else.</summary>
    internal bool TryGive(TaskRef? task) => _outcome.TrySetResult(task);
}
