namespace Temporalio.Worker;

/// <summary>Refuses options no worker can work with.</summary>
internal static class WorkerOptionsCheck
{
    internal static void Throw(TemporalWorkerOptions options)
    {
        AtLeast(options.MaxConcurrentActivities ?? 1, 1, nameof(options.MaxConcurrentActivities));
        AtLeast(options.MaxConcurrentLocalActivities ?? 1, 1, nameof(options.MaxConcurrentLocalActivities));
        if (options.MaxActivitiesPerSecond <= 0) throw new ArgumentException("MaxActivitiesPerSecond must be more than 0");
        if (options.MaxTaskQueueActivitiesPerSecond <= 0) throw new ArgumentException("MaxTaskQueueActivitiesPerSecond must be more than 0");
        AtLeast(options.MaxConcurrentWorkflowTasks ?? 1, 1, nameof(options.MaxConcurrentWorkflowTasks));
        AtLeast(options.MaxConcurrentActivityTaskPolls, 1, nameof(options.MaxConcurrentActivityTaskPolls));
        AtLeast(options.MaxConcurrentWorkflowTaskPolls, 1, nameof(options.MaxConcurrentWorkflowTaskPolls));
        AtLeast(options.MaxCachedWorkflows, 0, nameof(options.MaxCachedWorkflows));
        if (options.GracefulShutdownTimeout < TimeSpan.Zero) throw new ArgumentException("GracefulShutdownTimeout cannot be negative");
    }

    private static void AtLeast(int value, int least, string name)
    {
        if (value < least) throw new ArgumentException($"{name} must be at least {least}, not {value}");
    }
}
