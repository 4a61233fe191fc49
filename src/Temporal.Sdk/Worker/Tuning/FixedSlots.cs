namespace Temporalio.Worker.Tuning;

/// <summary>Hands out a fixed number of slots.</summary>
internal sealed class FixedSlots(int count) : CustomSlotSupplier, IDisposable
{
    // They are all alike.
    private static readonly SlotPermit Permit = new();

    private readonly SemaphoreSlim _slots = new(count);

    public override async Task<SlotPermit> ReserveSlotAsync(SlotReserveContext ctx, CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        return Permit;
    }

    public override SlotPermit? TryReserveSlot(SlotReserveContext ctx) => _slots.Wait(0) ? Permit : null;

    public override void MarkSlotUsed(SlotMarkUsedContext ctx)
    {
        // Whether a slot waits for a poll or runs a task makes no difference here.
    }

    public override void ReleaseSlot(SlotReleaseContext ctx) => _slots.Release();

    public void Dispose() => _slots.Dispose();
}
