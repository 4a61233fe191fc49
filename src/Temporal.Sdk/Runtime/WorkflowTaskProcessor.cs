using Google.Protobuf;
using Microsoft.Extensions.Logging;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Query.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Exceptions;

namespace Temporalio.Runtime;

/// <summary>Processes workflow tasks, keeping runs between them.</summary>
internal sealed class WorkflowTaskProcessor : IWorkflowTaskProcessor
{
    // The rest is for the way; the server gives the task to somebody else when its whole time is over.
    private const double TaskShareForLocalActivities = 0.8;

    private readonly WorkflowProcessorOptions _options;
    private readonly WorkflowCatalog _catalog;
    private readonly WorkflowCache _cache;
    private readonly PayloadTransform _codec;
    private readonly ILogger _logger;

    /// <exception cref="ArgumentException">A workflow cannot be created, or two have one name.</exception>
    internal WorkflowTaskProcessor(WorkflowProcessorOptions options)
    {
        _options = options;
        _catalog = new WorkflowCatalog(options.Workflows);
        _cache = new WorkflowCache(options.MaxCachedWorkflows);
        _codec = new PayloadTransform(options.DataConverter.PayloadCodec);
        _logger = options.LoggerFactory.CreateLogger<WorkflowTaskProcessor>();
        if (options.TracksForeignTasks) ForeignTaskListener.Instance.Register();
    }

    /// <summary>Runs kept now.</summary>
    internal int CachedRuns => _cache.Count;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_options.TracksForeignTasks) ForeignTaskListener.Instance.Unregister();
    }

    /// <inheritdoc/>
    public void Evict(string runId) => _cache.Evict(runId);

    /// <inheritdoc/>
    public async Task<WorkflowTaskResult> ProcessAsync(
        PollWorkflowTaskQueueResponse task, Func<ByteString, CancellationToken, Task<History>> fetchMore, CancellationToken cancel)
    {
        var entry = await _cache.AcquireAsync(task.WorkflowExecution.RunId, cancel).ConfigureAwait(false);
        try
        {
            return await ProcessAsync(entry, new WorkflowTaskHistory(task, fetchMore), cancel).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            entry.Run = null;
            throw;
        }
#pragma warning disable CA1031 // Whatever went wrong, the server is told, so that the task is tried again at once and people see why.
        catch (Exception failed)
#pragma warning restore CA1031
        {
            if (failed is WorkflowDeadlockException deadlock) entry.Deadlock = deadlock;
            var ending = entry.Run?.Ending;
            entry.Run = null;
            return await FailAsync(task, failed, ending).ConfigureAwait(false);
        }
        finally
        {
            _cache.Release(entry);
        }
    }

    private async Task<WorkflowTaskResult> ProcessAsync(WorkflowCache.Entry entry, WorkflowTaskHistory history, CancellationToken cancel)
    {
        if (entry.Deadlock is { Running.IsCompleted: false } deadlock) throw deadlock;
        entry.Deadlock = null;
        var task = history.Task;
        var events = await history.ReadAsync(cancel).ConfigureAwait(false);
        if (entry.IsEvicted || entry.Run?.CanContinueWith(events, task.Query is null ? task.StartedEventId : 0) != true)
        {
            events = await history.ReadWholeAsync(cancel).ConfigureAwait(false);
            entry.IsEvicted = false;
            entry.Clock = new ActivationClock(entry.RunId, _options.DeadlockTimeout, _options.TimeProvider);
            entry.Run = new WorkflowRun(task.WorkflowExecution.WorkflowId, entry.RunId, _options, _catalog, entry.Clock);
        }

        var codec = CodecOf(task);
        foreach (var happened in events) await codec.DecodeAsync(happened).ConfigureAwait(false);
        foreach (var asked in task.Queries.Values.Append(task.Query).OfType<WorkflowQuery>()) await codec.DecodeAsync(asked).ConfigureAwait(false);
        var result = await RunAsync(entry, task, events, codec).ConfigureAwait(false);
        await EncodeAsync(codec, result).ConfigureAwait(false);
        return result;
    }

    private async Task<WorkflowTaskResult> RunAsync(
        WorkflowCache.Entry entry, PollWorkflowTaskQueueResponse task, IReadOnlyList<HistoryEvent> events, PayloadTransform codec)
    {
        var (run, clock) = (entry.Run!, entry.Clock!);
        if (task.Query is { } query)
        {
            return AnswerTo(await clock.WatchAsync(() =>
            {
                run.Advance(events, 0);
                return run.Answer("legacy_query", query);
            }).ConfigureAwait(false));
        }

        var begin = _options.TimeProvider.GetTimestamp();
        var updates = await UpdateMessages.ReadAsync(task, codec).ConfigureAwait(false);
        await clock.WatchAsync(() => Advance(run, () => run.Advance(events, task.StartedEventId, updates))).ConfigureAwait(false);
        var goesOn = await AwaitLocalActivitiesAsync(run, clock, begin).ConfigureAwait(false);
        var completed = new RespondWorkflowTaskCompletedRequest { ForceCreateNewWorkflowTask = goesOn };
        completed.Commands.Add(run.Commands.Select(pending => pending.Command));
        if (task.Queries.Count > 0) await clock.WatchAsync(() => Advance(run, () => Answer(run, task, completed))).ConfigureAwait(false);
        foreach (var message in run.Commands.Select(pending => pending.Message).OfType<OutgoingMessage>().Concat(run.TakeRejections()))
        {
            completed.Messages.Add(await UpdateMessages.PackAsync(message, codec).ConfigureAwait(false));
        }

        completed.SdkMetadata = run.TakeFlags();
        if (run.IsClosed) run.LocalRuns.Abandon();
        if (run.IsClosed || (_options.MaxCachedWorkflows == 0 && !goesOn)) entry.Run = null;
        return new WorkflowTaskResult.Completed(completed);
    }

    private static bool Advance(WorkflowRun run, Action step)
    {
        step();
        return run.IsClosed;
    }

    private static void Answer(WorkflowRun run, PollWorkflowTaskQueueResponse task, RespondWorkflowTaskCompletedRequest completed)
    {
        foreach (var (id, asked) in task.Queries) completed.QueryResults[id] = run.Answer(id, asked);
    }

    /// <summary>Runs local activities inside the task; true if the task has to be answered before they are done.</summary>
    private async Task<bool> AwaitLocalActivitiesAsync(WorkflowRun run, ActivationClock clock, long begin)
    {
        while (run.AwaitsLocalActivities)
        {
            run.StartLocalActivities();
            var left = (run.TaskTimeout * TaskShareForLocalActivities) - _options.TimeProvider.GetElapsedTime(begin);
            if (left <= TimeSpan.Zero || await run.LocalRuns.NextAsync(left, _options.TimeProvider).ConfigureAwait(false) is not { } ended) return true;
            await clock.WatchAsync(() => Advance(run, () => run.Resolve(ended.Call, ended.Outcome))).ConfigureAwait(false);
        }

        return false;
    }

    private static WorkflowTaskResult.QueryAnswered AnswerTo(WorkflowQueryResult answer) => new(new RespondQueryTaskCompletedRequest
    {
        CompletedType = answer.ResultType,
        QueryResult = answer.Answer,
        ErrorMessage = answer.ErrorMessage,
        Failure = answer.Failure,
    });

    private async Task<WorkflowTaskResult> FailAsync(PollWorkflowTaskQueueResponse task, Exception failed, WorkflowEnding? ending)
    {
        // The worker warns of it in one line; this has the stack trace.
        _logger.LogDebug(
            failed,
            "Workflow task failed for {WorkflowType} {WorkflowId}, run {RunId}, attempt {Attempt}",
            task.WorkflowType?.Name,
            task.WorkflowExecution.WorkflowId,
            task.WorkflowExecution.RunId,
            task.Attempt);
        var failure = Convert(failed);
        WorkflowTaskResult result = task.Query is not null
            ? AnswerTo(new WorkflowQueryResult { ResultType = QueryResultType.Failed, ErrorMessage = failed.Message, Failure = failure })
            : failed is WorkflowNondeterminismException && ending?.FailsWorkflow(failed) == true
                ? new WorkflowTaskResult.Completed(new RespondWorkflowTaskCompletedRequest { Commands = { ending.Fail(failed) } })
                : new WorkflowTaskResult.Failed(CauseOf(failed), failure);
        await EncodeAsync(CodecOf(task), result).ConfigureAwait(false);
        return result;
    }

    private static WorkflowTaskFailedCause CauseOf(Exception failed) => failed is WorkflowNondeterminismException
        ? WorkflowTaskFailedCause.NonDeterministicError
        : WorkflowTaskFailedCause.WorkflowWorkerUnhandledFailure;

    private Failure Convert(Exception failed)
    {
        try
        {
            return _options.DataConverter.FailureConverter.ToFailure(failed, _options.DataConverter.PayloadConverter);
        }
#pragma warning disable CA1031 // A user's converter may throw anything, and the server has to be told nevertheless.
        catch (Exception unconvertible)
#pragma warning restore CA1031
        {
            return new Failure { Message = $"{failed.Message} (and converting this failure failed: {unconvertible.Message})" };
        }
    }

    private PayloadTransform CodecOf(PollWorkflowTaskQueueResponse task) =>
        _codec.For(_options.Namespace, task.WorkflowExecution.WorkflowId, task.WorkflowType?.Name ?? "");

    private static Task EncodeAsync(PayloadTransform codec, WorkflowTaskResult result) => result switch
    {
        WorkflowTaskResult.Completed completed => codec.EncodeAsync(completed.Request),
        WorkflowTaskResult.Failed failed => codec.EncodeAsync(failed.Failure),
        WorkflowTaskResult.QueryAnswered answered => codec.EncodeAsync(answered.Request),
        _ => Task.CompletedTask,
    };
}
