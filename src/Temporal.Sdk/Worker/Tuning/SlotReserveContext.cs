namespace Temporalio.Worker.Tuning;

/// <summary>Who asks for a slot, and what for.</summary>
/// <param name="SlotType">Kind of task.</param>
/// <param name="TaskQueue">Queue of the worker that asks.</param>
/// <param name="WorkerIdentity">Identity of the worker that asks.</param>
/// <param name="WorkerBuildId">Build of the worker that asks; empty, as this SDK's workers have no versions.</param>
/// <param name="IsSticky">Whether it is for a poll of the worker's own queue.</param>
public record SlotReserveContext(SlotType SlotType, string TaskQueue, string WorkerIdentity, string WorkerBuildId, bool IsSticky);
