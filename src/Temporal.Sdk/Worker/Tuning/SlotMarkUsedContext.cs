namespace Temporalio.Worker.Tuning;

/// <summary>A slot that begins to be used.</summary>
/// <param name="SlotInfo">What runs in it.</param>
/// <param name="Permit">As its supplier issued it.</param>
public record SlotMarkUsedContext(SlotInfo SlotInfo, SlotPermit Permit);
