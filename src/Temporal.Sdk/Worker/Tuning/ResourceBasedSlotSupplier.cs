namespace Temporalio.Worker.Tuning;

/// <summary>Hands out slots as long as the machine has memory and processor time to spare.</summary>
public sealed class ResourceBasedSlotSupplier : SlotSupplier
{
    /// <summary>Creates a supplier.</summary>
    /// <param name="options">Its bounds.</param>
    /// <param name="tunerOptions">How far the machine may be used.</param>
    public ResourceBasedSlotSupplier(ResourceBasedSlotSupplierOptions options, ResourceBasedTunerOptions tunerOptions)
    {
        Options = options;
        TunerOptions = tunerOptions;
    }

    /// <summary>Its bounds.</summary>
    public ResourceBasedSlotSupplierOptions Options { get; init; }

    /// <summary>How far the machine may be used.</summary>
    public ResourceBasedTunerOptions TunerOptions { get; init; }

    internal override int? Most => Options.MaximumSlots ?? ResourceSlots.DefaultMost;

    internal override CustomSlotSupplier IssuerFor(SlotType type, TimeProvider time) => new ResourceSlots(this, type, new MachineUse(time).Read, time);
}
