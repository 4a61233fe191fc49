using System.Threading.Channels;
using Temporalio.Workflows;

namespace Temporalio.Runtime;

/// <summary>The local activities of one run that this worker has under way; they may outlive a workflow task, not the run.</summary>
internal sealed class LocalActivityRuns(ILocalActivityExecutor? executor)
{
    private readonly Channel<(LocalActivityCall Call, LocalActivityOutcome Outcome)> _ended =
        Channel.CreateUnbounded<(LocalActivityCall, LocalActivityOutcome)>();

    private readonly List<LocalActivityCall> _running = [];

    internal void Start(IEnumerable<LocalActivityCall> calls, WorkflowInfo workflow)
    {
        if (executor is null) throw new InvalidOperationException("Local activities need a worker that has activities.");
        foreach (var call in calls)
        {
            _running.Add(call);
            _ = RunAsync(executor, call, workflow);
        }
    }

    /// <summary>The next one that ended; null if none does in time.</summary>
    internal async Task<(LocalActivityCall Call, LocalActivityOutcome Outcome)?> NextAsync(TimeSpan patience, TimeProvider time)
    {
        if (_ended.Reader.TryRead(out var ready)) return Forget(ready);
        using var late = new CancellationTokenSource(patience, time);
        try
        {
            return Forget(await _ended.Reader.ReadAsync(late.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>Stops all of them: nobody waits any more.</summary>
    internal void Abandon()
    {
        foreach (var call in _running) call.Cancellation.Cancel();
    }

    private (LocalActivityCall Call, LocalActivityOutcome Outcome) Forget((LocalActivityCall Call, LocalActivityOutcome Outcome) ended)
    {
        _running.Remove(ended.Call);
        return ended;
    }

    private async Task RunAsync(ILocalActivityExecutor local, LocalActivityCall call, WorkflowInfo workflow) =>
        await _ended.Writer.WriteAsync((call, await local.ExecuteAsync(call, workflow).ConfigureAwait(false))).ConfigureAwait(false);
}
