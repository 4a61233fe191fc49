using Temporalio.Worker.Tuning;

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
        CheckTuner(options);
        CheckPolls(options.WorkflowTaskPollerBehavior, nameof(options.WorkflowTaskPollerBehavior));
        CheckPolls(options.ActivityTaskPollerBehavior, nameof(options.ActivityTaskPollerBehavior));
        AtLeast(options.MaxConcurrentActivityTaskPolls, 1, nameof(options.MaxConcurrentActivityTaskPolls));
        AtLeast(options.MaxConcurrentWorkflowTaskPolls, 1, nameof(options.MaxConcurrentWorkflowTaskPolls));
        AtLeast(options.MaxCachedWorkflows, 0, nameof(options.MaxCachedWorkflows));
        if (options.GracefulShutdownTimeout < TimeSpan.Zero) throw new ArgumentException("GracefulShutdownTimeout cannot be negative");
    }

    private static void CheckTuner(TemporalWorkerOptions options)
    {
        if (options.Tuner is not { } tuner) return;
        if (options is not { MaxConcurrentActivities: null, MaxConcurrentWorkflowTasks: null, MaxConcurrentLocalActivities: null })
        {
            throw new ArgumentException(
                "Tuner cannot be combined with MaxConcurrentActivities, MaxConcurrentWorkflowTasks or MaxConcurrentLocalActivities");
        }

        foreach (var supplier in new[] { tuner.WorkflowTaskSlotSupplier, tuner.ActivityTaskSlotSupplier, tuner.LocalActivitySlotSupplier })
        {
            AtLeast(supplier.Most ?? 1, 1, nameof(options.Tuner));
        }
    }

    private static void CheckPolls(PollerBehavior? behavior, string name)
    {
        switch (behavior)
        {
            case PollerBehavior.SimpleMaximum simple:
                AtLeast(simple.Maximum, 1, name);
                break;
            case PollerBehavior.Autoscaling auto:
                AtLeast(auto.Minimum, 1, name);
                if (auto.Initial < auto.Minimum || auto.Maximum < auto.Initial)
                {
                    throw new ArgumentException($"{name} must have its initial polls between minimum and maximum");
                }
                break;
        }
    }

    private static void AtLeast(int value, int least, string name)
    {
        if (value < least) throw new ArgumentException($"{name} must be at least {least}, not {value}");
    }
}
