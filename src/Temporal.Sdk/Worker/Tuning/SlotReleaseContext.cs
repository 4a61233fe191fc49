namespace Temporalio.Worker.Tuning;

/// <summary>A slot that is given back.</summary>
/// <param name="SlotInfo">What ran in it; null if nothing did.</param>
/// <param name="Permit">As its supplier issued it.</param>
public record SlotReleaseContext(SlotInfo? SlotInfo, SlotPermit Permit);
