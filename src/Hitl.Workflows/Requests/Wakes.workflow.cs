using Temporalio.Workflows;

namespace Hitl.Workflows.Requests;

/// <summary>Counts signals. A signal says only that something may have changed; whoever wakes reads the truth from the store.</summary>
internal sealed class Wakes
{
    private int _rung;
    private int _seen;

    public void Ring() => _rung++;

    /// <summary>Waits for a signal not acted on yet, or for a moment; true when a signal came.</summary>
    public async Task<bool> WaitUntilAsync(DateTime moment)
    {
        var left = moment - Workflow.UtcNow;
        var woken = IsRung || (left > TimeSpan.Zero && await Workflow.WaitConditionAsync(() => IsRung, left));
        // Seen before the caller reads: what is committed after that rings again.
        if (woken) _seen = _rung;
        return woken;
    }

    public async Task WaitAsync()
    {
        await Workflow.WaitConditionAsync(() => IsRung);
        _seen = _rung;
    }

    private bool IsRung => _rung != _seen;
}
