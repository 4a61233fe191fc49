namespace Temporalio.Worker.Tuning;

/// <summary>A fixed number of slots.</summary>
public sealed class FixedSizeSlotSupplier : SlotSupplier
{
    /// <summary>Creates a supplier.</summary>
    /// <param name="slotCount">Most slots out at once; at least 1, and at least 2 for workflow tasks of a worker that caches workflows.</param>
    public FixedSizeSlotSupplier(int slotCount) => SlotCount = slotCount;

    /// <summary>Most slots out at once.</summary>
    public int SlotCount { get; init; }

    internal override int? Most => SlotCount;

    internal override CustomSlotSupplier IssuerFor(SlotType type, TimeProvider time) => new FixedSlots(SlotCount);
}
