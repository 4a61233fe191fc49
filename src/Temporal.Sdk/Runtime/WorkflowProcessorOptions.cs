using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Worker;
using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace Temporalio.Runtime;

/// <summary>What a worker tells the workflow runtime about itself.</summary>
internal sealed record WorkflowProcessorOptions
{
    /// <summary>Namespace the worker polls.</summary>
    public required string Namespace { get; init; }

    /// <summary>Task queue the worker polls; only for messages, a workflow's own queue comes from its history.</summary>
    public required string TaskQueue { get; init; }

    /// <summary>Every workflow this worker can run, by unique name.</summary>
    public required IReadOnlyCollection<WorkflowDefinition> Workflows { get; init; }

    /// <summary>Converts arguments, results and failures; its codec, if any, is applied to everything on the wire.</summary>
    public DataConverter DataConverter { get; init; } = DataConverter.Default;

    /// <summary>Where workflow loggers come from.</summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;

    /// <summary>Most runs kept between tasks; 0 keeps none. Default 10,000.</summary>
    public int MaxCachedWorkflows { get; init; } = 10_000;

    /// <summary>Longest one activation may take before its task fails. Default 2 s; infinite switches detection off.</summary>
    public TimeSpan DeadlockTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Whether calls that leave the workflow's scheduler are caught as they are made. Default true.</summary>
    public bool TracksForeignTasks { get; init; } = true;

    /// <summary>Exception types that, besides Temporal's own failures, fail a workflow instead of its task.</summary>
    public IReadOnlyCollection<Type> WorkflowFailureExceptionTypes { get; init; } = [];

    /// <summary>Wrap what workflows are asked and ask; the first is the outermost.</summary>
    public IReadOnlyCollection<IWorkerInterceptor> Interceptors { get; init; } = [];

    /// <summary>Runs local activities; null if there is nothing that could.</summary>
    public ILocalActivityExecutor? LocalActivities { get; init; }

    /// <summary>Makes the meters of workflows. Default: nothing is measured.</summary>
    public MetricMeter MetricMeter { get; init; } = MetricMeter.Nowhere;

    /// <summary>Measures deadlocks.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Decides about patches history does not know; null if every one becomes active.</summary>
    public Func<PatchActivationInput, bool>? PatchActivation { get; init; }

    /// <summary>Whether the places where workflows wait are noted.</summary>
    public WorkflowStackTrace StackTrace { get; init; }

    /// <summary>Whose events tell of each step; null if nobody is to hear.</summary>
    public TemporalWorkerOptions? Steps { get; init; }
}
