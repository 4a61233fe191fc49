using Temporalio.Common;

namespace Temporalio.Runtime;

/// <summary>A workflow's meter: counts everything once, and not again while the workflow repeats what it did before.</summary>
internal sealed class ReplaySafeMetrics(MetricMeter meter, WorkflowInstance workflow) : MetricMeter
{
    /// <inheritdoc />
    public override MetricCounter<T> CreateCounter<T>(string name, string? unit = null, string? description = null) =>
        new Counter<T>(meter.CreateCounter<T>(name, unit, description), workflow);

    /// <inheritdoc />
    public override MetricHistogram<T> CreateHistogram<T>(string name, string? unit = null, string? description = null) =>
        new Histogram<T>(meter.CreateHistogram<T>(name, unit, description), workflow);

    /// <inheritdoc />
    public override MetricGauge<T> CreateGauge<T>(string name, string? unit = null, string? description = null) =>
        new Gauge<T>(meter.CreateGauge<T>(name, unit, description), workflow);

    /// <inheritdoc />
    public override MetricMeter WithTags(IEnumerable<KeyValuePair<string, object>> tags) => new ReplaySafeMetrics(meter.WithTags(tags), workflow);

    /// <summary>A meter with the tags of a workflow.</summary>
    internal static MetricMeter Wrap(MetricMeter meter, WorkflowInstance workflow) => new ReplaySafeMetrics(
        meter == Nowhere
            ? meter
            : meter.WithTags([
                new("namespace", workflow.Info.Namespace), new("task_queue", workflow.Info.TaskQueue), new("workflow_type", workflow.Info.WorkflowType),
            ]),
        workflow);

    // What a metrics library does with a value is its own business, also if it takes other threads for it.
    private static void Once(WorkflowInstance workflow, Action measure)
    {
        if (workflow.IsReplayingHistory) return;
        var tracked = workflow.Scheduler.IsTracking;
        workflow.Scheduler.IsTracking = false;
        try
        {
            measure();
        }
        finally
        {
            workflow.Scheduler.IsTracking = tracked;
        }
    }

    private sealed class Counter<T>(MetricCounter<T> target, WorkflowInstance workflow) : MetricCounter<T>(target.Name, target.Unit, target.Description)
        where T : struct
    {
        public override void Add(T value, IEnumerable<KeyValuePair<string, object>>? extraTags = null) => Once(workflow, () => target.Add(value, extraTags));

        public override MetricCounter<T> WithTags(IEnumerable<KeyValuePair<string, object>> tags) => new Counter<T>(target.WithTags(tags), workflow);
    }

    private sealed class Histogram<T>(MetricHistogram<T> target, WorkflowInstance workflow) : MetricHistogram<T>(target.Name, target.Unit, target.Description)
        where T : struct
    {
        public override void Record(T value, IEnumerable<KeyValuePair<string, object>>? extraTags = null) =>
            Once(workflow, () => target.Record(value, extraTags));

        public override MetricHistogram<T> WithTags(IEnumerable<KeyValuePair<string, object>> tags) => new Histogram<T>(target.WithTags(tags), workflow);
    }

    private sealed class Gauge<T>(MetricGauge<T> target, WorkflowInstance workflow) : MetricGauge<T>(target.Name, target.Unit, target.Description)
        where T : struct
    {
        public override void Set(T value, IEnumerable<KeyValuePair<string, object>>? extraTags = null) => Once(workflow, () => target.Set(value, extraTags));

        public override MetricGauge<T> WithTags(IEnumerable<KeyValuePair<string, object>> tags) => new Gauge<T>(target.WithTags(tags), workflow);
    }
}
