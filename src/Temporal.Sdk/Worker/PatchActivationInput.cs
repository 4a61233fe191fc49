using Temporalio.Workflows;

namespace Temporalio.Worker;

/// <summary>A patch that is asked for the first time.</summary>
/// <param name="WorkflowInfo">The workflow that asks.</param>
/// <param name="PatchId">Id of the patch.</param>
public record PatchActivationInput(WorkflowInfo WorkflowInfo, string PatchId);
