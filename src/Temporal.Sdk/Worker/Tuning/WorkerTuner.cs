namespace Temporalio.Worker.Tuning;

/// <summary>The slot suppliers of a worker, one for each kind of task.</summary>
public class WorkerTuner
{
    /// <summary>Creates a tuner of the suppliers given, which may be of different kinds.</summary>
    /// <param name="workflowTaskSlotSupplier">For workflow tasks.</param>
    /// <param name="activityTaskSlotSupplier">For activities.</param>
    /// <param name="localActivitySlotSupplier">For local activities.</param>
    public WorkerTuner(
        SlotSupplier workflowTaskSlotSupplier, SlotSupplier activityTaskSlotSupplier, SlotSupplier localActivitySlotSupplier)
    {
        WorkflowTaskSlotSupplier = workflowTaskSlotSupplier;
        ActivityTaskSlotSupplier = activityTaskSlotSupplier;
        LocalActivitySlotSupplier = localActivitySlotSupplier;
    }

    /// <summary>For workflow tasks.</summary>
    public SlotSupplier WorkflowTaskSlotSupplier { get; init; }

    /// <summary>For activities.</summary>
    public SlotSupplier ActivityTaskSlotSupplier { get; init; }

    /// <summary>For local activities.</summary>
    public SlotSupplier LocalActivitySlotSupplier { get; init; }

    /// <summary>A tuner that hands out slots as long as the machine has memory and processor time to spare.</summary>
    /// <param name="targetMemoryUsage">Share of the memory there is, 0 to 1; more than 0.8 leaves too little for what a task may need.</param>
    /// <param name="targetCpuUsage">Share of the processors' time, 0 to 1.</param>
    /// <param name="workflowOptions">Bounds for workflow tasks; the defaults if null.</param>
    /// <param name="activityOptions">Bounds for activities; the defaults if null.</param>
    /// <param name="localActivityOptions">Bounds for local activities; the defaults if null.</param>
    /// <returns>The tuner.</returns>
    public static WorkerTuner CreateResourceBased(
        double targetMemoryUsage,
        double targetCpuUsage,
        ResourceBasedSlotSupplierOptions? workflowOptions = null,
        ResourceBasedSlotSupplierOptions? activityOptions = null,
        ResourceBasedSlotSupplierOptions? localActivityOptions = null)
    {
        var target = new ResourceBasedTunerOptions(targetMemoryUsage, targetCpuUsage);
        ResourceBasedSlotSupplier Of(ResourceBasedSlotSupplierOptions? options) => new(options ?? new(), target);
        return new(Of(workflowOptions), Of(activityOptions), Of(localActivityOptions));
    }

    /// <summary>A tuner with a fixed number of slots of each kind.</summary>
    /// <param name="workflowTaskSlots">Most workflow tasks at once; at least 2 for a worker that caches workflows.</param>
    /// <param name="activityTaskSlots">Most activities at once; at least 1.</param>
    /// <param name="localActivitySlots">Most local activities at once; at least 1.</param>
    /// <returns>The tuner.</returns>
    public static WorkerTuner CreateFixedSize(int workflowTaskSlots, int activityTaskSlots, int localActivitySlots) => new(
        new FixedSizeSlotSupplier(workflowTaskSlots), new FixedSizeSlotSupplier(activityTaskSlots), new FixedSizeSlotSupplier(localActivitySlots));
}
