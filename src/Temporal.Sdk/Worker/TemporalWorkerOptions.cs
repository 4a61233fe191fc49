using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Temporalio.Activities;
using Temporalio.Worker.Interceptors;
using Temporalio.Worker.Tuning;
using Temporalio.Workflows;

namespace Temporalio.Worker;

/// <summary>What a worker runs and how much of it. <see cref="TaskQueue"/> and at least one workflow or activity are required.</summary>
public class TemporalWorkerOptions : ICloneable
{
    private List<ActivityDefinition> _activities = [];
    private List<WorkflowDefinition> _workflows = [];

    /// <summary>Creates options without a task queue.</summary>
    public TemporalWorkerOptions()
    {
    }

    /// <summary>Creates options for one task queue.</summary>
    /// <param name="taskQueue">Queue to poll.</param>
    public TemporalWorkerOptions(string taskQueue) => TaskQueue = taskQueue;

    /// <summary>A workflow is about to take a step: on its thread, before its code runs. Replayed steps count, and one task may have several.</summary>
    /// <remarks>Handlers added after the worker was made are not called. What one throws fails the task.</remarks>
    public event EventHandler<WorkflowTaskStartingEventArgs>? WorkflowTaskStarting;

    /// <summary>A workflow has taken a step that is not answered yet. A deadlocked one never gets here.</summary>
    /// <remarks>Handlers added after the worker was made are not called.</remarks>
    public event EventHandler<WorkflowTaskCompletedEventArgs>? WorkflowTaskCompleted;

    /// <summary>Queue to poll. Required.</summary>
    public string? TaskQueue { get; set; }

    /// <summary>Activities it runs; names must differ.</summary>
    public IList<ActivityDefinition> Activities => _activities;

    /// <summary>Workflows it runs; names must differ.</summary>
    public IList<WorkflowDefinition> Workflows => _workflows;

    /// <summary>Wrap what activities and workflows are asked and ask, after those of the client; the first is the outermost. Default none.</summary>
    public IReadOnlyCollection<IWorkerInterceptor>? Interceptors { get; set; }

    /// <summary>Starts activities. Default <see cref="Task.Factory"/>.</summary>
    public TaskFactory ActivityTaskFactory { get; set; } = Task.Factory;

    /// <summary>Who the worker is in histories. Default: the client's identity.</summary>
    public string? Identity { get; set; }

    /// <summary>Most activities at once. Default 100; at least 1.</summary>
    public int? MaxConcurrentActivities { get; set; }

    /// <summary>Most local activities at once. Default 100; at least 1.</summary>
    public int? MaxConcurrentLocalActivities { get; set; }

    /// <summary>Whether workflows of this worker run no activities but local ones here: its queue is not polled for any. Default <see langword="false"/>.</summary>
    public bool LocalActivityWorkerOnly { get; set; }

    /// <summary>Most activities this worker starts in a second. Default no bound; more than 0.</summary>
    public double? MaxActivitiesPerSecond { get; set; }

    /// <summary>Most activities the server hands out from the queue in a second, to all workers together. Default no bound; more than 0.</summary>
    public double? MaxTaskQueueActivitiesPerSecond { get; set; }

    /// <summary>
    /// Whether the server may not hand activities over together with its answers to workflow tasks, which saves a poll.
    /// Default <see langword="false"/>; always so with <see cref="MaxTaskQueueActivitiesPerSecond"/>.
    /// </summary>
    public bool DisableEagerActivityExecution { get; set; }

    /// <summary>Longest time between two heartbeats that are sent. Default 60 seconds.</summary>
    public TimeSpan MaxHeartbeatThrottleInterval { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Time between two heartbeats that are sent if the activity has no heartbeat timeout; with one it is 80 percent of that.
    /// Default 30 seconds.
    /// </summary>
    public TimeSpan DefaultHeartbeatThrottleInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Time activities get to finish after shutdown began, before they are cancelled. Default none.</summary>
    public TimeSpan GracefulShutdownTimeout { get; set; } = TimeSpan.Zero;

    /// <summary>Most workflow runs kept in memory between tasks. Default 10,000; 0 turns the cache and the sticky queue off.</summary>
    public int MaxCachedWorkflows { get; set; } = 10_000;

    /// <summary>Most workflow tasks at once. Default 100; at least 1, at least 2 with a cache.</summary>
    public int? MaxConcurrentWorkflowTasks { get; set; }

    /// <summary>How long a task may wait for the worker that has its run cached, before any worker may take it. Default 10 seconds.</summary>
    public TimeSpan StickyQueueScheduleToStartTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Most workflow task polls at once. Default 5; at least 1.</summary>
    public int MaxConcurrentWorkflowTaskPolls { get; set; } = 5;

    /// <summary>
    /// Share of the workflow task polls for the common queue, the rest going to the sticky one; each gets at least one.
    /// Default 0.2.
    /// </summary>
    public float NonStickyToStickyPollRatio { get; set; } = 0.2F;

    /// <summary>Most activity task polls at once. Default 5; at least 1.</summary>
    public int MaxConcurrentActivityTaskPolls { get; set; } = 5;

    /// <summary>How many polls for workflow tasks are kept open, instead of <see cref="MaxConcurrentWorkflowTaskPolls"/>. Null, the default: that number.</summary>
    public PollerBehavior? WorkflowTaskPollerBehavior { get; set; }

    /// <summary>How many polls for activities are kept open, instead of <see cref="MaxConcurrentActivityTaskPolls"/>. Null, the default: that number.</summary>
    public PollerBehavior? ActivityTaskPollerBehavior { get; set; }

    /// <summary>Suppliers of slots, instead of <see cref="MaxConcurrentWorkflowTasks"/>, <see cref="MaxConcurrentActivities"/> and
    /// <see cref="MaxConcurrentLocalActivities"/>, of which none may be set beside it. Null, the default: those numbers.</summary>
    public WorkerTuner? Tuner { get; set; }

    /// <summary>
    /// Exception types, base types included, that fail a workflow instead of suspending it until its code is fixed.
    /// Default <see langword="null"/>: only Temporal failures and cancellation.
    /// </summary>
    public IReadOnlyCollection<Type>? WorkflowFailureExceptionTypes { get; set; }

    /// <summary>Decides whether a patch that history does not know yet becomes active; false leaves the old code in use, and no marker.
    /// Null, the default: every one does. Not asked on replay, nor by <see cref="Workflow.DeprecatePatch"/>.</summary>
    public Func<PatchActivationInput, bool>? PatchActivationCallback { get; set; }

    /// <summary>
    /// Whether a workflow may compute for long without a deadlock being assumed. Default: whether a debugger is attached or
    /// the environment variable <c>TEMPORAL_DEBUG</c> is <c>1</c> or <c>true</c>.
    /// </summary>
    public bool DebugMode { get; set; } =
        Debugger.IsAttached || Environment.GetEnvironmentVariable("TEMPORAL_DEBUG")?.ToLowerInvariant() is "1" or "true";

    /// <summary>Whether workflow code that leaves its scheduler goes undetected. Default <see langword="false"/>.</summary>
    public bool DisableWorkflowTracingEventListener { get; set; }

    /// <summary>Makes the worker's loggers. Default: the client's factory.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>What the query <c>__stack_trace</c> answers. Default: nothing, it fails.</summary>
    public WorkflowStackTrace WorkflowStackTrace { get; set; } = WorkflowStackTrace.None;

    /// <summary>Change these options and wrap the worker's run; they come after the client's plugins that are also a worker's. Default none.</summary>
    public IReadOnlyCollection<ITemporalWorkerPlugin>? Plugins { get; set; }

    /// <summary>Adds an activity.</summary>
    /// <param name="del">Delegate whose method has <see cref="ActivityAttribute"/>, usually a method group.</param>
    /// <returns>These options.</returns>
    /// <exception cref="ArgumentException">The method is no activity.</exception>
    public TemporalWorkerOptions AddActivity(Delegate del) => AddActivity(ActivityDefinition.Create(del));

    /// <summary>Adds an activity.</summary>
    /// <param name="definition">Its definition.</param>
    /// <returns>These options.</returns>
    public TemporalWorkerOptions AddActivity(ActivityDefinition definition)
    {
        Activities.Add(definition);
        return this;
    }

    /// <summary>Adds all activities of a type.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="instance">What instance methods are called on; may be null if all are static.</param>
    /// <returns>These options.</returns>
    /// <exception cref="ArgumentException">The type has no activity, or a wrong one.</exception>
    public TemporalWorkerOptions AddAllActivities<T>(T? instance) => AddAllActivities(typeof(T), instance);

    /// <summary>Adds all activities of a type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="instance">What instance methods are called on; may be null if all are static.</param>
    /// <returns>These options.</returns>
    /// <exception cref="ArgumentException">The type has no activity, or a wrong one.</exception>
    public TemporalWorkerOptions AddAllActivities(Type type, object? instance)
    {
        foreach (var definition in ActivityDefinition.CreateAll(type, instance)) AddActivity(definition);
        return this;
    }

    /// <summary>Adds a workflow.</summary>
    /// <typeparam name="T">Its class.</typeparam>
    /// <returns>These options.</returns>
    /// <exception cref="ArgumentException">The class is no workflow.</exception>
    public TemporalWorkerOptions AddWorkflow<T>() => AddWorkflow(typeof(T));

    /// <summary>Adds a workflow.</summary>
    /// <param name="type">Its class.</param>
    /// <returns>These options.</returns>
    /// <exception cref="ArgumentException">The class is no workflow.</exception>
    public TemporalWorkerOptions AddWorkflow(Type type) => AddWorkflow(WorkflowDefinition.Create(type));

    /// <summary>Adds a workflow.</summary>
    /// <param name="definition">Its definition.</param>
    /// <returns>These options.</returns>
    public TemporalWorkerOptions AddWorkflow(WorkflowDefinition definition)
    {
        Workflows.Add(definition);
        return this;
    }

    /// <summary>Copies these options and their two lists.</summary>
    /// <returns>The copy.</returns>
    public virtual object Clone()
    {
        var copy = (TemporalWorkerOptions)MemberwiseClone();
        copy._activities = [.. _activities];
        copy._workflows = [.. _workflows];
        return copy;
    }

    internal void OnTaskStarting(object instance, WorkflowInfo info, WorkflowDefinition definition) =>
        WorkflowTaskStarting?.Invoke(instance, new(info, definition));

    internal void OnTaskCompleted(object instance, WorkflowInfo info, WorkflowDefinition definition, Exception? failure) =>
        WorkflowTaskCompleted?.Invoke(instance, new(info, definition, failure));
}
