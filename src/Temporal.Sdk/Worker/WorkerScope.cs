using Microsoft.Extensions.Logging;
using Temporalio.Activities;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Runtime;
using Temporalio.Worker.Interceptors;

namespace Temporalio.Worker;

/// <summary>What all parts of one worker share.</summary>
internal sealed class WorkerScope
{
    /// <summary>How long an answer is offered to a server that cannot be reached; the task has long timed out by then.</summary>
    private static readonly RpcRetryOptions AnswerRetry = new() { MaxElapsedTime = TimeSpan.FromMinutes(5), MaxRetries = 0 };

    private readonly RpcRetrier _answers;
    private volatile ITemporalClient _client;

    internal WorkerScope(ITemporalClient client, TemporalWorkerOptions options)
    {
        _client = client;
        Namespace = client.Options.Namespace;
        Options = options;
        TaskQueueName = options.TaskQueue ?? throw new ArgumentException("TaskQueue must be set");
        Identity = options.Identity ?? client.Connection.Options.Identity ?? "";
        LoggerFactory = options.LoggerFactory ?? client.Options.LoggerFactory;
        Logger = ForwardingLogger.Wrap(LoggerFactory.CreateLogger<TemporalWorker>(), client.Connection.Options.Runtime?.Logging);
        Time = client.Connection.Options.TimeProvider;
        Interceptors = [.. (client.Options.Interceptors ?? []).OfType<IWorkerInterceptor>(), .. options.Interceptors ?? []];
        Meter = client.Connection.Options.Runtime?.MetricMeter ?? TemporalRuntime.DefaultMeter;
        StickyQueueName = $"{Identity}-{Guid.NewGuid():N}";
        _answers = new RpcRetrier(AnswerRetry, Time);
    }

    /// <summary>Every call goes through the one that is set when it is made.</summary>
    internal ITemporalClient Client
    {
        get => _client;
        set => _client = value;
    }

    /// <summary>Where it polls, whatever client it is given later.</summary>
    internal string Namespace { get; }

    internal TemporalWorkerOptions Options { get; }

    internal string TaskQueueName { get; }

    /// <summary>Queue of this worker alone, for tasks of runs it has cached.</summary>
    internal string StickyQueueName { get; }

    internal string Identity { get; }

    /// <summary>Lets the server find this worker's polls when it shuts down.</summary>
    internal string InstanceKey { get; } = Guid.NewGuid().ToString();

    /// <summary>The client's that are also the worker's, then the worker's own; the first is the outermost.</summary>
    internal IReadOnlyList<IWorkerInterceptor> Interceptors { get; }

    internal MetricMeter Meter { get; }

    internal ILoggerFactory LoggerFactory { get; }

    internal ILogger Logger { get; }

    internal TimeProvider Time { get; }

    internal DataConverter Converter => Client.Options.DataConverter;

    internal WorkflowService Service => Client.Connection.WorkflowService;

    internal TaskQueue NormalQueue => new() { Name = TaskQueueName, Kind = TaskQueueKind.Normal };

    internal TaskQueue StickyQueue => new() { Name = StickyQueueName, Kind = TaskQueueKind.Sticky, NormalName = TaskQueueName };

    internal MetricMeter MeterOf(ActivityInfo activity) => Meter == MetricMeter.Nowhere
        ? Meter
        : Meter.WithTags([
            new("namespace", activity.WorkflowNamespace), new("task_queue", activity.TaskQueue), new("activity_type", activity.ActivityType),
        ]);

    /// <summary>Sends an answer, again and again while the server is away, so that finished work is not done twice.</summary>
    internal Task<T> AnswerAsync<T>(Func<RpcOptions, Task<T>> send) =>
        _answers.RunAsync(() => send(new RpcOptions { Retry = false }), longPoll: false, CancellationToken.None);
}
