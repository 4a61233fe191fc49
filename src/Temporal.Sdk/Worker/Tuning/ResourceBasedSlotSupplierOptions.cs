namespace Temporalio.Worker.Tuning;

/// <summary>Bounds of a <see cref="ResourceBasedSlotSupplier"/>.</summary>
/// <param name="MinimumSlots">Slots handed out whatever the machine does. Default 5 for workflow tasks, 1 for others.</param>
/// <param name="MaximumSlots">Most slots out at once. Default 500.</param>
/// <param name="RampThrottle">Least time between two further slots, so that the first one's use shows. Default zero for workflow tasks, 50 ms for others.</param>
public sealed record ResourceBasedSlotSupplierOptions(int? MinimumSlots = null, int? MaximumSlots = null, TimeSpan? RampThrottle = null);
