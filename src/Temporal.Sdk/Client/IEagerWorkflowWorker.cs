using Temporalio.Api.WorkflowService.V1;

namespace Temporalio.Client;

/// <summary>A worker that kept a place for a first workflow task that may come with the answer to a start.</summary>
internal interface IEagerWorkflowWorker
{
    /// <summary>Runs the task in the place kept, or gives the place back if none came.</summary>
    void Take(PollWorkflowTaskQueueResponse? task);
}
