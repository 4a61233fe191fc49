namespace Temporalio.Worker.Tuning;

/// <summary>Says how many tasks of one kind a worker may hold at a time.</summary>
/// <remarks>One of <see cref="FixedSizeSlotSupplier"/>, <see cref="ResourceBasedSlotSupplier"/> or a <see cref="CustomSlotSupplier"/> of your own.</remarks>
public abstract class SlotSupplier
{
    internal SlotSupplier()
    {
    }

    /// <summary>Most slots that can ever be out at once, if that is known.</summary>
    internal virtual int? Most => null;

    /// <summary>What hands the slots out in one worker.</summary>
    internal abstract CustomSlotSupplier IssuerFor(SlotType type, TimeProvider time);
}
