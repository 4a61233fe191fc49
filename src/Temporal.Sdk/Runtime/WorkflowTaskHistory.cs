using Google.Protobuf;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporalio.Runtime;

/// <summary>The events of a task, those on further pages and those before the task included when they are needed.</summary>
internal sealed class WorkflowTaskHistory(
    PollWorkflowTaskQueueResponse task, Func<ByteString, CancellationToken, Task<History>> fetchMore)
{
    private IReadOnlyList<HistoryEvent>? _events;

    internal PollWorkflowTaskQueueResponse Task { get; } = task;

    /// <summary>The events that came with the task, further pages included.</summary>
    internal async Task<IReadOnlyList<HistoryEvent>> ReadAsync(CancellationToken cancel)
    {
        if (_events is not null) return _events;
        IReadOnlyList<HistoryEvent> polled = Task.History?.Events ?? [];
        return _events = Task.NextPageToken.IsEmpty
            ? polled
            : [.. polled, .. (await fetchMore(Task.NextPageToken, cancel).ConfigureAwait(false)).Events];
    }

    /// <summary>Every event from the first on. The last ones of a repeated task exist only in the task, so those win.</summary>
    internal async Task<IReadOnlyList<HistoryEvent>> ReadWholeAsync(CancellationToken cancel)
    {
        var events = await ReadAsync(cancel).ConfigureAwait(false);
        if (events.Count > 0 && events[0].EventId == 1) return events;
        var fetched = (await fetchMore(ByteString.Empty, cancel).ConfigureAwait(false)).Events;
        var cut = events.Count > 0 ? events[0].EventId : long.MaxValue;
        return [.. fetched.TakeWhile(happened => happened.EventId < cut), .. events];
    }
}
