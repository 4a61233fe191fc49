using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Temporal.Tests.Sdk;
using Temporalio.Client;
using Temporalio.Extensions.DiagnosticSource;
using Temporalio.Extensions.OpenTelemetry;
using Temporalio.Runtime;
using Temporalio.Workflows;
using TracedActivity = System.Diagnostics.Activity;

namespace Temporal.Tests.Samples;

public sealed class OpenTelemetrySample(LocalServer server) : IClassFixture<LocalServer>
{
    [Fact]
    public async Task One_trace_leads_from_the_caller_through_workflow_activity_and_child()
    {
        var spans = new ConcurrentQueue<TracedActivity>();
        using var caller = new ActivitySource("caller");
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith("Temporalio.", StringComparison.Ordinal) || source == caller,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        OpenTelemetry.Sdk.SetDefaultTextMapPropagator(new OpenTelemetry.Context.Propagation.TraceContextPropagator());
        var client = new TemporalClient(server.Client.Connection, new() { Interceptors = [new TracingInterceptor()] });
        var options = SampleWorkers.OnNewQueue().AddWorkflow<TracedWorkflow>().AddWorkflow<TracedChild>().AddAllActivities(typeof(TracedActivities), null);

        ActivityTraceId trace;
        await SampleWorkers.RunAsync(client, options, async () =>
        {
            using var root = caller.StartActivity("caller");
            var handle = await client.StartWorkflowAsync((TracedWorkflow workflow) => workflow.RunAsync(), options.NewWorkflow());
            await handle.ExecuteUpdateAsync(workflow => workflow.GoOnAsync());
            await handle.GetResultAsync();
        });
        trace = spans.Single(span => span.OperationName == "caller").TraceId;

        var names = spans.Where(span => span.TraceId == trace).Select(span => span.OperationName).ToHashSet();
        Assert.Superset(
            new HashSet<string>
            {
                "StartWorkflow:TracedWorkflow", "RunWorkflow:TracedWorkflow", "CompleteWorkflow:TracedWorkflow", "UpdateWorkflow:GoOn",
                "ValidateUpdate:GoOn", "HandleUpdate:GoOn", "StartActivity:Work", "RunActivity:Work", "StartChildWorkflow:TracedChild",
                "RunWorkflow:TracedChild", "own span",
            },
            names);
        var run = spans.First(span => span.OperationName == "RunActivity:Work");
        Assert.Equal("StartActivity:Work", spans.Single(span => span.SpanId == run.ParentSpanId).OperationName);
        Assert.Contains(run.Tags, tag => tag.Key == "temporalWorkflowID");
    }

    [Fact]
    public async Task What_workflows_and_activities_count_reaches_the_meter_once()
    {
        using var meter = new Meter($"sample-{Guid.NewGuid():N}");
        var counted = new ConcurrentDictionary<string, long>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, all) =>
            {
                if (instrument.Meter == meter) all.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) =>
            counted.AddOrUpdate($"{instrument.Name} of {Tag(tags, "workflow_type") ?? Tag(tags, "activity_type")}", value, (_, sum) => sum + value));
        listener.Start();
        var connection = await TemporalConnection.ConnectAsync(new(server.Target)
        {
            Runtime = new(new() { Telemetry = new() { Metrics = new() { CustomMetricMeter = new CustomMetricMeter(meter) } } }),
        });
        var client = new TemporalClient(connection, new());
        var options = SampleWorkers.OnNewQueue().AddWorkflow<TracedWorkflow>().AddWorkflow<TracedChild>().AddAllActivities(typeof(TracedActivities), null);
        options.MaxCachedWorkflows = 0;

        await SampleWorkers.RunAsync(client, options, async () =>
        {
            var handle = await client.StartWorkflowAsync((TracedWorkflow workflow) => workflow.RunAsync(), options.NewWorkflow());
            await handle.ExecuteUpdateAsync(workflow => workflow.GoOnAsync());
            await handle.GetResultAsync();
        });

        Assert.Equal(1, counted["runs of TracedWorkflow"]);
        Assert.Equal(2, counted["works of Work"]);
    }

    private static string? Tag(ReadOnlySpan<KeyValuePair<string, object?>> tags, string name)
    {
        foreach (var (key, value) in tags)
        {
            if (key == name) return value as string;
        }

        return null;
    }

    public static class TracedActivities
    {
        [Temporalio.Activities.Activity]
        public static void Work() =>
            Temporalio.Activities.ActivityExecutionContext.Current.MetricMeter.CreateCounter<int>("works").Add(2);
    }

    [Workflow]
    public sealed class TracedChild
    {
        [WorkflowRun]
        public Task RunAsync() => Workflow.DelayAsync(1);
    }

    [Workflow]
    public sealed class TracedWorkflow
    {
        private static readonly ActivitySource Source = new("Temporalio.Sample.Own");
        private bool _goesOn;

        [WorkflowRun]
        public async Task RunAsync()
        {
            Workflow.MetricMeter.CreateCounter<int>("runs", "run", "how often it ran").Add(1);
            await Workflow.WaitConditionAsync(() => _goesOn);
            using (Source.TrackWorkflowDiagnosticActivity("own span"))
            {
                await Workflow.ExecuteActivityAsync(() => TracedActivities.Work(), new() { StartToCloseTimeout = TimeSpan.FromSeconds(5) });
            }

            await Workflow.ExecuteChildWorkflowAsync((TracedChild child) => child.RunAsync());
        }

        [WorkflowUpdateValidator(nameof(GoOnAsync))]
        public void ValidateGoOn() => Assert.False(_goesOn);

        [WorkflowUpdate]
        public Task GoOnAsync()
        {
            _goesOn = true;
            return Task.CompletedTask;
        }
    }
}
