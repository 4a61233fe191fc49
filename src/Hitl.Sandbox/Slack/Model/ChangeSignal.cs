namespace Hitl.Sandbox.Slack.Model;

/// <summary>Counts changes of the workspace, so that open pages and waiting drivers learn of them without polling state.</summary>
internal sealed class ChangeSignal
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public long Version { get; private set; }

    /// <summary>Completes with the next change after now.</summary>
    public Task Next
    {
        get
        {
            lock (_gate)
            {
                return _next.Task;
            }
        }
    }

    public void Raise()
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            Version++;
            changed = _next;
            _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.SetResult();
    }
}
