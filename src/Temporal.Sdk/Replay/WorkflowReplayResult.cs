using Temporalio.Common;

namespace Temporalio.Worker;

/// <summary>How the replay of one history went.</summary>
/// <param name="History">The history.</param>
/// <param name="ReplayFailure">
/// Why a workflow task failed, such as for non-determinism; <see langword="null"/> if none did. A workflow that fails as
/// its history says is a good replay.
/// </param>
public record WorkflowReplayResult(WorkflowHistory History, Exception? ReplayFailure);
