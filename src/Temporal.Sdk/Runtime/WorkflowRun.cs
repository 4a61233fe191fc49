using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Query.V1;
using Temporalio.Api.Sdk.V1;

namespace Temporalio.Runtime;

/// <summary>Leads the code of one run through its history: one activation for each workflow task that completed, and the live one.</summary>
internal sealed class WorkflowRun(string workflowId, string runId, WorkflowProcessorOptions options, WorkflowCatalog catalog, ActivationClock clock)
{
    private readonly EventTranslator _translator = new();
    private readonly List<ActivationJob> _jobs = [];
    private readonly SdkFlags _flags = new();
    private readonly Dictionary<string, ActivationJob.Update> _admitted = [];
    private WorkflowTaskCompletedMetadata? _newFlags;
    private HistoryEvent? _startedEvent;
    private WorkflowActivation? _activation;
    private WorkflowInstance? _instance;
    private List<PendingCommand>? _unmatched;
    private long? _refusedFrom;

    /// <summary>The last event seen.</summary>
    internal long LastEventId { get; private set; }

    /// <summary>Whether the code has ended the workflow.</summary>
    internal bool IsClosed => _instance?.Commands.IsClosed == true;

    /// <summary>The commands of the live task so far.</summary>
    internal IReadOnlyList<PendingCommand> Commands => _unmatched ?? [];

    /// <summary>How long one workflow task may take.</summary>
    internal TimeSpan TaskTimeout => _instance?.Info.TaskTimeout ?? TimeSpan.FromSeconds(10);

    /// <summary>The local activities under way.</summary>
    internal LocalActivityRuns LocalRuns { get; } = new(options.LocalActivities);

    /// <summary>Whether the workflow waits for local activities.</summary>
    internal bool AwaitsLocalActivities => _instance is { LocalActivities.Any: true, Commands.IsClosed: false };

    /// <summary>Whether these events go on where this run stands. If not, it has to be made anew from the whole history.</summary>
    /// <param name="events">The events.</param>
    /// <param name="liveStartedEventId">The start of the task to answer; 0 if there is none, only queries.</param>
    internal bool CanContinueWith(IReadOnlyList<HistoryEvent> events, long liveStartedEventId)
    {
        if (events.Count == 0) return true;
        if (events[0].EventId == 1) return false;
        TakeBackRefusal(events);
        var next = events.FirstOrDefault(happened => happened.EventId > LastEventId);

        // Anything but a completion means that the server did not take the last activation's commands.
        return next is null
            ? liveStartedEventId == 0
            : next.EventId == LastEventId + 1 && (_unmatched is null || next.EventType == EventType.WorkflowTaskCompleted);
    }

    /// <summary>Goes on through the given events.</summary>
    /// <param name="events">The events; those seen before are skipped.</param>
    /// <param name="liveStartedEventId">The start of the task to answer; 0 if there is none, only queries.</param>
    /// <param name="updates">The updates that came with the task to answer.</param>
    /// <exception cref="InvalidOperationException">The events leave a gap, or do not end with the start of the task to answer.</exception>
    internal void Advance(IReadOnlyList<HistoryEvent> events, long liveStartedEventId, IReadOnlyList<ActivationJob.Update>? updates = null)
    {
        var isLive = liveStartedEventId == 0;
        if (liveStartedEventId == 0) events = WithoutOpenTask(events);
        for (var index = 0; index < events.Count; index++)
        {
            var current = events[index];
            if (current.EventId <= LastEventId) continue;
            if (current.EventId != LastEventId + 1)
            {
                throw new InvalidOperationException($"History has event {current.EventId} after event {LastEventId}.");
            }

            LastEventId = current.EventId;
            switch (current.EventType)
            {
                case EventType.WorkflowExecutionStarted:
                    _startedEvent = current;
                    break;
                case EventType.WorkflowExecutionUpdateAdmitted:
                    var admitted = UpdateMessages.Read(current);
                    _admitted[admitted.ProtocolInstanceId] = admitted;
                    break;
                case EventType.WorkflowTaskStarted when index + 1 == events.Count && current.EventId == liveStartedEventId:
                    var isForUpdates = _jobs.Count + _admitted.Count == 0 && updates is { Count: > 0 };
                    _jobs.AddRange([.. _admitted.Values, .. updates ?? []]);
                    _admitted.Clear();
                    _newFlags = _flags.Use();
                    Activate(current, isReplaying: false);
                    _refusedFrom = isForUpdates && _unmatched is [] ? current.EventId - 1 : null;
                    isLive = true;
                    break;
                case EventType.WorkflowTaskStarted when index + 1 < events.Count && events[index + 1].EventType == EventType.WorkflowTaskCompleted:
                    _flags.Read(events[index + 1]);
                    LookAhead(events, index + 2);
                    Activate(current, isReplaying: true);
                    ReplayLocalActivities(events, index + 2);
                    break;
                case EventType.WorkflowTaskCompleted:
                    index = MatchCommands(events, index);
                    break;
                default:
                    if (_translator.Translate(current) is { } job) _jobs.Add(job);
                    break;
            }
        }

        if (!isLive) throw new InvalidOperationException($"History ends with event {LastEventId}, not with {liveStartedEventId}, the start of the task.");
    }

    /// <summary>Hands new local activities to who runs them.</summary>
    internal void StartLocalActivities()
    {
        if (_instance is { } instance) LocalRuns.Start(instance.LocalActivities.TakeNew(), instance.Info);
    }

    /// <summary>Goes on with what a local activity came to, inside the same task.</summary>
    internal void Resolve(LocalActivityCall call, LocalActivityOutcome outcome)
    {
        var time = options.TimeProvider.GetUtcNow().UtcDateTime;
        if (time < _instance!.UtcNow) time = _instance.UtcNow;
        Activate(new ActivationJob.ResolveLocalActivity(call.Number, outcome, time), isReplaying: false);
    }

    /// <summary>The messages of the live task that leave no trace in history.</summary>
    internal IReadOnlyList<OutgoingMessage> TakeRejections() => _instance?.Commands.TakeRejections() ?? [];

    /// <summary>The flags to say with the live task; null if there are no new ones.</summary>
    internal WorkflowTaskCompletedMetadata? TakeFlags()
    {
        var taken = _newFlags;
        _newFlags = null;
        return taken;
    }

    /// <summary>Answers a query about the state reached.</summary>
    internal WorkflowQueryResult Answer(string id, WorkflowQuery query) => _instance is null
        ? new WorkflowQueryResult { ResultType = QueryResultType.Failed, ErrorMessage = "The workflow has not run yet." }
        : clock.Time(() => _instance.Answer(id, query));

    /// <summary>The instance, if there is one, as the judge of what fails workflows.</summary>
    internal WorkflowEnding? Ending => _instance?.Ending;

    // A task that came to nothing but refusals leaves no events: theirs, told to us alone, are given to what happened instead.
    private void TakeBackRefusal(IReadOnlyList<HistoryEvent> events)
    {
        if (_refusedFrom is not { } from || !events.Any(happened => happened.EventId == from)) return;
        var next = events.FirstOrDefault(happened => happened.EventId > LastEventId);
        if (next?.EventType == EventType.WorkflowTaskCompleted) return;
        (LastEventId, _unmatched, _refusedFrom) = (from - 1, null, null);
    }

    // A query may come while a task is under way; that task is still to be processed, and may not even be in history yet.
    private static IReadOnlyList<HistoryEvent> WithoutOpenTask(IReadOnlyList<HistoryEvent> events)
    {
        var count = events.Count;
        while (count > 0 && events[count - 1].EventType is EventType.WorkflowTaskScheduled or EventType.WorkflowTaskStarted)
        {
            count--;
        }

        return count == events.Count ? events : [.. events.Take(count)];
    }

    private void Activate(HistoryEvent started, bool isReplaying)
    {
        _instance ??= CreateInstance(started);
        _instance.Commands.EndRule = _flags.EndRule;
        _instance.Updates.AnswersInTurn = _flags.AnswersInTurn;
        var attributes = started.WorkflowTaskStartedEventAttributes;
        var activation = new WorkflowActivation(
            started.EventTime.ToDateTime(),
            isReplaying,
            checked((int)started.EventId),
            checked((int)attributes.HistorySizeBytes),
            attributes.SuggestContinueAsNew,
            [.. attributes.SuggestContinueAsNewReasons.Select(reason => (Workflows.SuggestContinueAsNewReason)(int)reason)],
            [.. _jobs.OrderBy(job => job.Rank)]);
        _jobs.Clear();
        _activation = activation;
        _unmatched = [.. clock.Time(() => _instance.Activate(activation))];
    }

    private void Activate(ActivationJob.ResolveLocalActivity local, bool isReplaying)
    {
        // An activity takes time, and the workflow's clock goes on with it.
        var activation = _activation! with { Time = local.CompleteTime, IsReplaying = isReplaying, Jobs = [local] };
        _unmatched!.AddRange(clock.Time(() => _instance!.Activate(activation)));
    }

    // Their markers come in the order they ended in, and each end was an activation of its own.
    private void ReplayLocalActivities(IReadOnlyList<HistoryEvent> events, int index)
    {
        for (; index < events.Count && CommandEvents.IsCommandEvent(events[index]); index++)
        {
            if (LocalActivityMarkers.Read(events[index]) is not { } local) continue;
            Activate(
                new ActivationJob.ResolveLocalActivity(local.Number, local.Outcome, local.CompleteTime ?? _activation!.Time), isReplaying: true);
        }
    }

    private int MatchCommands(IReadOnlyList<HistoryEvent> events, int completedIndex)
    {
        var matcher = new CommandMatcher(_instance?.Info.WorkflowType ?? "", _unmatched ?? []);
        _unmatched = null;
        var index = completedIndex + 1;
        for (; index < events.Count && CommandEvents.IsCommandEvent(events[index]); index++)
        {
            var recorded = events[index];
            LastEventId = recorded.EventId;
            matcher.Match(recorded);
            if (recorded.EventType != EventType.ActivityTaskScheduled) continue;
            var activity = _translator.Observe(recorded);
            _instance?.Activities.Recorded(activity.ActivityId, activity.ScheduledEventId);
        }

        matcher.End(events[completedIndex].EventId, index < events.Count ? events[index] : null);
        return index - 1;
    }

    // Markers of patches and accepted updates come in history after the task that made or got them, so they are looked up ahead.
    private void LookAhead(IReadOnlyList<HistoryEvent> events, int index)
    {
        for (; index < events.Count && CommandEvents.IsCommandEvent(events[index]); index++)
        {
            if (PatchMarkers.Read(events[index]) is { } patch) _jobs.Add(new ActivationJob.NotifyPatch(patch.Id));
            if (events[index].EventType != EventType.WorkflowExecutionUpdateAccepted) continue;
            var accepted = events[index].WorkflowExecutionUpdateAcceptedEventAttributes;
            // One that was admitted has its request in that event only.
            _jobs.Add(_admitted.TryGetValue(accepted.ProtocolInstanceId, out var admitted)
                ? admitted with { RunsValidator = false }
                : UpdateMessages.Read(accepted));
        }

        // What this task did not accept it refused.
        _admitted.Clear();
    }

    private WorkflowInstance CreateInstance(HistoryEvent firstTask)
    {
        var started = _startedEvent ?? throw new InvalidOperationException("History does not begin with the start of the workflow.");
        var start = new WorkflowStart(
            options.Namespace,
            workflowId,
            runId,
            started.WorkflowExecutionStartedEventAttributes,
            started.EventTime.ToDateTime(),
            firstTask.EventTime.ToDateTime());
        return new WorkflowInstance(catalog.Find(start.Attributes.WorkflowType.Name), start, options, _flags);
    }
}
