using Temporalio.Workflows;

namespace Temporalio.Runtime;

/// <summary>The conditions a workflow waits for.</summary>
internal sealed class ConditionWaits(WorkflowInstance workflow)
{
    private readonly LinkedList<Wait> _waits = new();

    internal Task<bool> WaitAsync(WaitConditionOptions options)
    {
        workflow.Commands.EnsureWritable("waited");
        var met = new TaskCompletionSource();
        var node = _waits.AddLast(new Wait(options.ConditionCheck, met));
        var cancel = options.CancellationToken ?? workflow.CancellationToken;
        return workflow.Scheduler.StartAsync(async () =>
        {
            try
            {
                using var registration = cancel.Register(() => met.TrySetCanceled(cancel));
                return await MetInTimeAsync(met.Task, options).ConfigureAwait(true);
            }
            finally
            {
                _waits.Remove(node);
            }
        });
    }

    /// <summary>Resumes the first wait whose condition holds, as what it does may change the conditions of the others; or all that hold now.</summary>
    internal void ResumeMet(bool onlyFirst)
    {
        for (var node = _waits.First; node is not null; node = node.Next)
        {
            if (!workflow.Scheduler.RunCallback(node.Value.Condition)) continue;
            node.Value.Met.TrySetResult();
            if (onlyFirst) return;
        }
    }

    private async Task<bool> MetInTimeAsync(Task met, WaitConditionOptions options)
    {
        if (options.Timeout is not { } timeout)
        {
            await met.ConfigureAwait(true);
            return true;
        }

        using var stopTimer = new CancellationTokenSource();
        var timer = workflow.Outbound.DelayAsync(new(timeout, stopTimer.Token, options.TimeoutSummary));
        if (await Task.WhenAny(met, timer).ConfigureAwait(true) != met) return false;
        try
        {
            await met.ConfigureAwait(true);
            return true;
        }
        finally
        {
            // Not CancelAsync: the timer's command has to be given in this activation, here.
            stopTimer.Cancel();
        }
    }

    private sealed record Wait(Func<bool> Condition, TaskCompletionSource Met);
}
