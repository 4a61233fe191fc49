using Temporalio.Api.History.V1;

namespace Temporalio.Runtime;

/// <summary>How a run began.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="WorkflowId">Its workflow id.</param>
/// <param name="RunId">Its run id.</param>
/// <param name="Attributes">The first event.</param>
/// <param name="CreatedTime">Time of the first event, UTC.</param>
/// <param name="FirstTaskTime">Time of the first workflow task that completes, UTC.</param>
internal sealed record WorkflowStart(
    string Namespace,
    string WorkflowId,
    string RunId,
    WorkflowExecutionStartedEventAttributes Attributes,
    DateTime CreatedTime,
    DateTime FirstTaskTime);
