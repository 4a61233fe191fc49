using Temporal.Tests.Sdk;
using Temporalio.Activities;
using Temporalio.Api.History.V1;
using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Worker;
using Temporalio.Workflows;

namespace Temporal.Tests.Samples;

public sealed class GoldenHistoryTests(LocalServer server) : IClassFixture<LocalServer>
{
    public static TheoryData<string> Names => [.. GoldenHistories.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_recorded_history_replays(string name)
    {
        var replayed = await Replayer().ReplayWorkflowAsync(GoldenHistories.Read(name), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Null(replayed.ReplayFailure);
    }

    [Fact]
    public Task The_workflow_of_the_TypeScript_history_runs_the_same_here()
    {
        var options = SampleWorkers.OnNewQueue().AddWorkflow<GoldenWorkflow>().AddWorkflow<GoldenChild>().AddAllActivities(typeof(GoldenActivities), null);
        return SampleWorkers.RunAsync(server.Client, options, async () =>
        {
            var other = await server.Client.StartWorkflowAsync((GoldenWorkflow golden) => golden.RunAsync("other"), options.NewWorkflow());
            var handle = await server.Client.StartWorkflowAsync((GoldenWorkflow golden) => golden.RunAsync("Ada"), options.NewWorkflow());
            await handle.ExecuteUpdateAsync(golden => golden.AddAsync(5));
            await handle.SignalAsync(golden => golden.NoteAsync(other.Id));

            Assert.Equal($"patched, Hello, Ada, Hello, Ada here, no luck, 42, {other.Id}, 5, cancelled", await handle.GetResultAsync());
            await GoldenHistories.KeepAsync(handle, "golden");
        });
    }

    [Fact]
    public async Task A_history_of_the_official_TypeScript_worker_is_not_replayed_by_other_code()
    {
        var history = GoldenHistories.Read("typescript");
        var renamed = history.Events.Select(happened => happened.Clone()).ToList();
        renamed.First(happened => happened.ActivityTaskScheduledEventAttributes is not null)
            .ActivityTaskScheduledEventAttributes.ActivityType.Name = "other";

        var failed = await Assert.ThrowsAsync<WorkflowNondeterminismException>(() => Replayer().ReplayWorkflowAsync(
            new WorkflowHistory("golden", renamed), cancellationToken: TestContext.Current.CancellationToken));

        Assert.Contains("ActivityTaskScheduled of activity other", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_local_activity_the_code_does_not_start_is_named()
    {
        List<HistoryEvent> events = [.. GoldenHistories.Read("typescript").Events.Select(happened => happened.Clone())];
        var marker = events.Single(happened => happened.MarkerRecordedEventAttributes?.MarkerName == "core_local_activity").MarkerRecordedEventAttributes;
        var data = marker.Details["data"].Payloads_[0];
        data.Data = Google.Protobuf.ByteString.CopyFromUtf8(data.Data.ToStringUtf8().Replace("\"seq\":2", "\"seq\":9", StringComparison.Ordinal));

        var failed = await Assert.ThrowsAsync<WorkflowNondeterminismException>(() => Replayer().ReplayWorkflowAsync(
            new WorkflowHistory("golden", events), cancellationToken: TestContext.Current.CancellationToken));

        Assert.Contains("local activity 9", failed.Message, StringComparison.Ordinal);
    }

    private static WorkflowReplayer Replayer()
    {
        var options = new WorkflowReplayerOptions()
            .AddWorkflow<GoldenWorkflow>()
            .AddWorkflow<WorkflowUpdateSample.StockWorkflow>()
            .AddWorkflow<ChildWorkflowSample.ParentWorkflow>()
            .AddWorkflow<LocalActivitySample.LocalWorkflow>()
            .AddWorkflow<MutexSample.TurnsWorkflow>()
            .AddWorkflow<TimeSkippingSamples.SagaWorkflow>()
            .AddWorkflow<TimeSkippingSamples.LoopWorkflow>();
        foreach (var workflow in AbilityWorkflows.All) options.AddWorkflow(workflow);
        return new(options);
    }

    public static class GoldenActivities
    {
        [Activity("greet")]
        public static string Greet(string name) => $"Hello, {name}";

        [Activity("fail")]
        public static void Fail() => throw new ApplicationFailureException("no luck", nonRetryable: true);
    }

    [Workflow("goldenChild")]
    public sealed class GoldenChild
    {
        [WorkflowRun]
        public async Task<int> RunAsync(int number)
        {
            await Workflow.DelayAsync(5);
            return number * 2;
        }
    }

    /// <summary>The first workflow of tests/conformance/temporal/abilities.mjs.</summary>
    [Workflow("golden")]
    public sealed class GoldenWorkflow
    {
        private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
        private readonly List<string> _notes = [];
        private int _total;

        [WorkflowRun]
        public async Task<string> RunAsync(string name)
        {
            var log = new List<string> { Workflow.Patched("extra") ? "patched" : "old" };
            await Workflow.DelayAsync(10);
            log.Add(await Workflow.ExecuteActivityAsync(() => GoldenActivities.Greet(name), new() { StartToCloseTimeout = Limit }));
            log.Add(await Workflow.ExecuteLocalActivityAsync(() => GoldenActivities.Greet(name + " here"), new() { StartToCloseTimeout = Limit }));
            var failed = await Assert.ThrowsAsync<ActivityFailureException>(
                () => Workflow.ExecuteActivityAsync(() => GoldenActivities.Fail(), new() { StartToCloseTimeout = Limit }));
            log.Add(failed.InnerException!.Message);
            var child = await Workflow.StartChildWorkflowAsync("goldenChild", [21], new() { Id = Workflow.Info.WorkflowId + "-child" });
            log.Add($"{await child.GetResultAsync<int>()}");
            await Workflow.WaitConditionAsync(() => _notes.Count > 0 && _total > 0);
            log.AddRange([.. _notes, $"{_total}"]);
            Workflow.UpsertMemo(MemoUpdate.ValueSet("progress", "done"));
            await Workflow.GetExternalWorkflowHandle(_notes[0]).SignalAsync("note", ["from golden"]);
            using var stop = new CancellationTokenSource();
            var waiting = Workflow.ExecuteActivityAsync(
                () => GoldenActivities.Greet("nobody"), new() { StartToCloseTimeout = Limit, CancellationToken = stop.Token });
            stop.Cancel();
            await Assert.ThrowsAnyAsync<FailureException>(() => waiting);
            return string.Join(", ", [.. log, "cancelled"]);
        }

        [WorkflowSignal("note")]
        public Task NoteAsync(string text)
        {
            _notes.Add(text);
            return Task.CompletedTask;
        }

        [WorkflowUpdate("add")]
        public async Task<int> AddAsync(int number)
        {
            await Workflow.DelayAsync(1);
            return _total += number;
        }
    }
}
