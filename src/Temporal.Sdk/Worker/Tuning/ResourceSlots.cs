namespace Temporalio.Worker.Tuning;

/// <summary>Hands out slots while the shares of memory and processor time in use are less than wanted.</summary>
internal sealed class ResourceSlots(ResourceBasedSlotSupplier supplier, SlotType type, Func<(double Memory, double Cpu)> use, TimeProvider time)
    : CustomSlotSupplier
{
    internal const int DefaultMost = 500;

    /// <summary>How soon a machine in full use is looked at again.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private readonly int _least = supplier.Options.MinimumSlots ?? (type == SlotType.Workflow ? 5 : 1);
    private readonly int _most = supplier.Options.MaximumSlots ?? DefaultMost;
    private readonly TimeSpan _ramp = supplier.Options.RampThrottle ?? TimeSpan.FromMilliseconds(type == SlotType.Workflow ? 0 : 50);
    private readonly Lock _lock = new();
    private int _out;
    private long _lastIssued;

    public override async Task<SlotPermit> ReserveSlotAsync(SlotReserveContext ctx, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (TryReserveSlot(ctx) is { } permit) return permit;
            await Task.Delay(Look, time, cancellationToken).ConfigureAwait(false);
        }
    }

    public override SlotPermit? TryReserveSlot(SlotReserveContext ctx)
    {
        lock (_lock)
        {
            if (_out >= _least && !MayIssueMore()) return null;
            _out++;
            _lastIssued = time.GetTimestamp();
            return new SlotPermit();
        }
    }

    public override void MarkSlotUsed(SlotMarkUsedContext ctx)
    {
        // What a task uses shows in the machine's use.
    }

    public override void ReleaseSlot(SlotReleaseContext ctx)
    {
        lock (_lock) _out--;
    }

    private bool MayIssueMore()
    {
        if (_out >= _most || time.GetElapsedTime(_lastIssued) < _ramp) return false;
        var (memory, cpu) = use();
        return memory < supplier.TunerOptions.TargetMemoryUsage && cpu < supplier.TunerOptions.TargetCpuUsage;
    }
}
