using Microsoft.Extensions.Logging;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Query.V1;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Worker;
using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;
using UserMetadata = Temporalio.Api.Sdk.V1.UserMetadata;

namespace Temporalio.Runtime;

/// <summary>The code of one run, from activation to activation. Not thread safe: one activation at a time.</summary>
internal sealed class WorkflowInstance
{
    private readonly ILogger _logger;
    private readonly DataConverter _converter;
    private readonly CancellationTokenSource _cancellation = new();
    private readonly Queue<ActivationJob> _next = new();
    private readonly WorkflowStart _start;
    private readonly SdkFlags _flags;
    private readonly IReadOnlyCollection<IWorkerInterceptor> _interceptors;
    private readonly Func<PatchActivationInput, bool>? _patchActivation;
    private readonly TemporalWorkerOptions? _steps;
    private WorkflowInboundInterceptor? _inbound;
    private WorkflowOutboundInterceptor? _outbound;
    private object? _workflow;
    private object?[]? _startArguments;
    private Exception? _taskFailure;
    private bool _isStarted;

    internal WorkflowInstance(WorkflowDefinition definition, WorkflowStart start, WorkflowProcessorOptions options, SdkFlags flags)
    {
        Definition = definition;
        _start = start;
        _flags = flags;
        _converter = options.DataConverter with { PayloadCodec = null };
        var own = ConverterOf(start.WorkflowId);
        (PayloadConverter, FailureConverter) = (own.PayloadConverter, own.FailureConverter);
        Arguments = new ArgumentDecoding(PayloadConverter);
        Info = WorkflowInfos.Create(start, own);
        Random = flags.RandomOf(Info.OriginalExecutionRunId);
        _logger = options.LoggerFactory.CreateLogger($"Temporalio.Workflow:{Info.WorkflowType}");
        Logger = new ReplaySafeLogger(_logger, this);
        _interceptors = options.Interceptors;
        (_patchActivation, _steps) = (options.PatchActivation, options.Steps);
        MetricMeter = ReplaySafeMetrics.Wrap(options.MetricMeter, this);
        Memo = new MemoUpserts(this, start.Attributes.Memo);
        Waits = new WaitPlaces(options.StackTrace);
        Scheduler = new WorkflowScheduler(this);
        Timers = new TimerCalls(this);
        Conditions = new ConditionWaits(this);
        Activities = new ActivityCalls(this);
        LocalActivities = new LocalActivityCalls(this, options.LocalActivities);
        Children = new ChildCalls(this);
        External = new ExternalCalls(this);
        Patches = new PatchMarkers(this);
        Signals = new SignalHandling(this);
        Queries = new QueryHandling(this);
        Updates = new UpdateHandling(this);
        Attributes = new SearchAttributeUpserts(this, start.Attributes.SearchAttributes);
        Ending = new WorkflowEnding(this, options.WorkflowFailureExceptionTypes);
    }

    internal WorkflowDefinition Definition { get; }

    internal WorkflowInfo Info { get; }

    internal IPayloadConverter PayloadConverter { get; }

    internal IFailureConverter FailureConverter { get; }

    internal ILogger Logger { get; }

    internal MetricMeter MetricMeter { get; }

    internal MemoUpserts Memo { get; }

    /// <summary>Text for people, as the workflow keeps it.</summary>
    internal string CurrentDetails { get; set; } = "";

    /// <summary>Head of the chain that what comes to the workflow passes.</summary>
    internal WorkflowInboundInterceptor Inbound
    {
        get
        {
            if (_inbound is null) Connect();
            return _inbound!;
        }
    }

    /// <summary>Head of the chain that the workflow's own calls pass.</summary>
    internal WorkflowOutboundInterceptor Outbound
    {
        get
        {
            if (_outbound is null) Connect();
            return _outbound!;
        }
    }

    internal WaitPlaces Waits { get; }

    internal WorkflowScheduler Scheduler { get; }

    internal CommandBuffer Commands { get; } = new();

    internal HandlersInProgress Handlers { get; } = new();

    internal ArgumentDecoding Arguments { get; }

    internal TimerCalls Timers { get; }

    internal ConditionWaits Conditions { get; }

    internal ActivityCalls Activities { get; }

    internal LocalActivityCalls LocalActivities { get; }

    internal ChildCalls Children { get; }

    internal ExternalCalls External { get; }

    internal PatchMarkers Patches { get; }

    internal SignalHandling Signals { get; }

    internal QueryHandling Queries { get; }

    internal UpdateHandling Updates { get; }

    internal SearchAttributeUpserts Attributes { get; }

    internal WorkflowEnding Ending { get; }

    internal DeterministicRandom Random { get; private set; }

    internal CancellationToken CancellationToken => _cancellation.Token;

    internal DateTime UtcNow { get; private set; }

    internal bool IsReplaying { get; private set; }

    /// <summary>Whether what runs now is history being repeated, and not a question about it.</summary>
    internal bool IsReplayingHistory => IsReplaying && !Commands.IsReading;

    internal int CurrentHistoryLength { get; private set; }

    internal int CurrentHistorySize { get; private set; }

    internal bool ContinueAsNewSuggested { get; private set; }

    internal IReadOnlyCollection<SuggestContinueAsNewReason> ContinueAsNewReasons { get; private set; } = [];

    /// <summary>The user's object; created when first needed, on the workflow's scheduler, as its constructor may use it.</summary>
    internal object Workflow => _workflow ??= Definition.CreateWorkflowInstance(StartArguments);

    private object?[] StartArguments => _startArguments ??= Definition.Dynamic
        ? [ArgumentDecoding.Raw(_start.Attributes.Input?.Payloads_ ?? [])]
        : Arguments.Decode(Definition.RunMethod, _start.Attributes.Input?.Payloads_ ?? [], $"Workflow {Info.WorkflowType}");

    /// <summary>Runs one step of the workflow.</summary>
    /// <returns>What the workflow wants done.</returns>
    /// <exception cref="Exception">Anything workflow code threw that is to fail the task.</exception>
    internal IReadOnlyList<PendingCommand> Activate(WorkflowActivation activation)
    {
        using var scope = _logger.BeginScope(Info.LoggerScope);
        using var thread = Scheduler.Enter();
        UtcNow = activation.Time;
        IsReplaying = activation.IsReplaying;
        CurrentHistoryLength = activation.HistoryLength;
        CurrentHistorySize = activation.HistorySize;
        ContinueAsNewSuggested = activation.ContinueAsNewSuggested;
        ContinueAsNewReasons = activation.ContinueAsNewReasons;
        _steps?.OnTaskStarting(this, Info, Definition);
        Exception? failure = null;
        try
        {
            return Step(activation.Jobs);
        }
        catch (Exception thrown)
        {
            failure = thrown;
            throw;
        }
        finally
        {
            _steps?.OnTaskCompleted(this, Info, Definition, failure);
        }
    }

    /// <summary>Whether a patch history does not know becomes active.</summary>
    internal bool MayActivate(string patchId) => _patchActivation?.Invoke(new(Info, patchId)) ?? true;

    /// <summary>Answers a query about the state after the last activation.</summary>
    internal WorkflowQueryResult Answer(string id, WorkflowQuery query)
    {
        using var scope = _logger.BeginScope(Info.LoggerScope);
        using var thread = Scheduler.Enter();
        return Queries.Answer(id, query);
    }

    /// <summary>Converts for a workflow, this one or another.</summary>
    internal DataConverter ConverterOf(string workflowId) =>
        _converter.WithSerializationContext(new ISerializationContext.Workflow(_start.Namespace, workflowId));

    /// <summary>Converts for an activity of this workflow.</summary>
    internal DataConverter ConverterOf(string activityType, string taskQueue, bool isLocal) => _converter.WithSerializationContext(
        new ISerializationContext.Activity(Info.Namespace, null, Info.WorkflowId, Info.WorkflowType, activityType, taskQueue, isLocal));

    /// <summary>Applies a job made here, once everything that runs now is done.</summary>
    internal void ApplyNext(ActivationJob job) => _next.Enqueue(job);

    /// <summary>Suspends the workflow until its code is mended.</summary>
    internal void FailTask(Exception thrown) => _taskFailure ??= thrown;

    /// <summary>What people see beside a command; null if there is nothing to see.</summary>
    internal UserMetadata? MetadataOf(string? summary, string? details = null) => summary is null && details is null
        ? null
        : new UserMetadata
        {
            Summary = summary is null ? null : PayloadConverter.ToPayload(summary),
            Details = details is null ? null : PayloadConverter.ToPayload(details),
        };

    /// <summary>A memo for another run; null if nothing is said of it.</summary>
    internal Memo? MemoOf(IReadOnlyDictionary<string, object>? values) => values is null
        ? null
        : new Memo { Fields = { values.ToDictionary(entry => entry.Key, entry => PayloadConverter.ToPayload(entry.Value)) } };

    /// <summary>Runs the workflow or one of its handlers: what leaves it ends the workflow, or fails the task.</summary>
    internal void StartMain(Func<Task> main) => Scheduler.StartAsync(async () =>
    {
        try
        {
            await main().ConfigureAwait(true);
        }
#pragma warning disable CA1031 // Whatever user code throws is sorted here.
        catch (Exception thrown)
#pragma warning restore CA1031
        {
            End(thrown);
        }
    });

    /// <summary>Runs code that leaves the scheduler and says so.</summary>
    internal T RunUntracked<T>(Func<T> code)
    {
        var (tracked, commands) = (Scheduler.IsTracking, Commands.Count);
        Scheduler.IsTracking = false;
        try
        {
            var result = code();
            return Commands.Count == commands
                ? result
                : throw new InvalidOperationException("Function during tracing event listener disabling created workflow commands");
        }
        finally
        {
            Scheduler.IsTracking = tracked;
        }
    }

    private IReadOnlyList<PendingCommand> Step(IReadOnlyList<ActivationJob> jobs)
    {
        var wasClosed = Commands.IsClosed;
        foreach (var job in jobs) Foresee(job);
        if (_flags.RunsTaskAsOne) ApplyAll(jobs);
        else ApplyEach(jobs);
        if (Commands.IsClosed && !wasClosed && !IsReplaying) Handlers.WarnOfUnfinished(_logger);
        return Commands.Take();
    }

    private void ApplyAll(IReadOnlyList<ActivationJob> jobs)
    {
        foreach (var job in jobs) Apply(job);
        if (!_isStarted) Start();
        RunUntilIdle();
    }

    // As Temporal's own .NET worker did before it noted otherwise: what a job sets off runs before the next one is applied.
    private void ApplyEach(IReadOnlyList<ActivationJob> jobs)
    {
        foreach (var job in jobs)
        {
            if (!_isStarted && !job.PrecedesStart) StartAlone();
            Apply(job);
            if (job is not ActivationJob.NotifyPatch) RunUntilIdle();
        }

        if (!_isStarted) StartAlone();
    }

    private void StartAlone()
    {
        Start();
        RunUntilIdle();
    }

    private void Start()
    {
        _isStarted = true;
        StartMain(async () =>
        {
            var (workflow, arguments) = (Workflow, StartArguments);
            _startArguments = null;
            var result = await Inbound.ExecuteWorkflowAsync(new(workflow, Definition.RunMethod, arguments)).ConfigureAwait(true);
            Commands.Add(WorkflowEnding.Complete(PayloadConverter.ToPayload(result)));
        });
    }

    private void RunUntilIdle()
    {
        do
        {
            while (_next.TryDequeue(out var job)) Apply(job);
            Scheduler.RunUntilIdle(OnIdle);
        }
        while (_next.Count > 0);
    }

    private void OnIdle()
    {
        if (_taskFailure is { } failure) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        Conditions.ResumeMet(onlyFirst: _flags.RunsTaskAsOne);
    }

    private void End(Exception thrown)
    {
        Command? command;
        try
        {
            command = Ending.For(thrown);
        }
#pragma warning disable CA1031 // A failure that cannot be converted must not end the workflow unseen.
        catch (Exception unconvertible)
#pragma warning restore CA1031
        {
            _taskFailure ??= unconvertible;
            return;
        }

        if (command is null) _taskFailure ??= thrown;
        else Commands.Add(command);
    }

    private void Cancel() => Scheduler.RunCallback<ValueTuple>(() =>
    {
        // Not CancelAsync: what the cancellation sets off belongs to this activation, on this thread.
        _cancellation.Cancel();
        return default;
    });

    private void Connect()
    {
        var last = new InboundCalls(this);
        _inbound = _interceptors.Reverse().Aggregate<IWorkerInterceptor, WorkflowInboundInterceptor>(
            last, (next, interceptor) => interceptor.InterceptWorkflow(next));
        _inbound.Init(new OutboundCalls(this));
        _outbound = last.Outbound ?? throw new InvalidOperationException("An interceptor's Init does not call the next one.");
    }

    private void ResolveLocal(ActivationJob.ResolveLocalActivity local)
    {
        if (LocalActivities.Resolve(local.Number, local.Outcome, local.CompleteTime) || !IsReplaying) return;
        throw new WorkflowNondeterminismException(
            $"Workflow {Info.WorkflowType} is not deterministic: history has the end of local activity {local.Number}, which the code did not start.");
    }

    // A cancellation that comes first must not ask the server to undo what is over.
    private void Foresee(ActivationJob job)
    {
        if (job is ActivationJob.FireTimer timer) Timers.Foresee(timer.TimerId);
        else if (job is ActivationJob.ResolveActivity activity) Activities.Foresee(activity.ActivityId);
    }

    private void Apply(ActivationJob job)
    {
        switch (job)
        {
            case ActivationJob.NotifyPatch patch: Patches.Notify(patch.PatchId); break;
            case ActivationJob.UpdateRandomSeed reset: Random = _flags.RandomOf(reset.RunId); break;
            case ActivationJob.Signal signal: Signals.Deliver(signal); break;
            case ActivationJob.Update update: Updates.Deliver(update); break;
            case ActivationJob.Cancel: Cancel(); break;
            case ActivationJob.FireTimer timer: Timers.Fire(timer.TimerId); break;
            case ActivationJob.ResolveActivity activity: Activities.Resolve(activity); break;
            case ActivationJob.ResolveLocalActivity local: ResolveLocal(local); break;
            case ActivationJob.ResolveChildStart start: Children.ResolveStart(start); break;
            case ActivationJob.ResolveChild child: Children.Resolve(child); break;
            case ActivationJob.ResolveExternal external: External.Resolve(external); break;
            case ActivationJob.Run made: made.Action(); break;
            default: throw new InvalidOperationException($"Unknown job {job}.");
        }
    }
}
