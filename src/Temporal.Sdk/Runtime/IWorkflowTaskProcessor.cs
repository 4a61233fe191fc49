using Google.Protobuf;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporalio.Runtime;

/// <summary>Turns a polled workflow task into what is to be answered; the poller does the network, this does the workflow.</summary>
internal interface IWorkflowTaskProcessor : IDisposable
{
    /// <summary>Runs one task. Safe to call concurrently; tasks of the same run are processed one after the other.</summary>
    /// <param name="task">The non-empty poll response, exactly as received. Its payloads may be decoded in place.</param>
    /// <param name="fetchMore">
    /// Fetches the rest of the history of <paramref name="task"/>'s run: every event from the given page token to the end,
    /// following further page tokens itself. An empty token means from the first event; it is used when a sticky task
    /// arrives for a run that is no longer cached.
    /// </param>
    /// <param name="cancel">Stops fetching. A workflow already running is not interrupted.</param>
    Task<WorkflowTaskResult> ProcessAsync(
        PollWorkflowTaskQueueResponse task, Func<ByteString, CancellationToken, Task<History>> fetchMore, CancellationToken cancel);

    /// <summary>Forgets a cached run, so that its next task replays the whole history. To be called when an answer was refused.</summary>
    void Evict(string runId);
}
