using Temporalio.Api.Query.V1;

namespace Temporal.DevServer.Queries;

/// <summary>A query somebody waits for; lives only in memory, as its caller does.</summary>
internal sealed class PendingQuery(WorkflowQuery query)
{
    internal string Id { get; } = Guid.NewGuid().ToString("N");

    internal WorkflowQuery Query { get; } = query;

    /// <summary>Whether a worker fetched it.</summary>
    internal bool IsTaken { get; set; }

    internal TaskCompletionSource<WorkflowQueryResult> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
