using Temporal.Tests.Sdk;
using Temporalio.Activities;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Worker;
using Temporalio.Workflows;

namespace Temporal.Tests.Samples;

public sealed class LocalActivitySample(LocalServer server) : IClassFixture<LocalServer>
{
    private static readonly Dictionary<string, int> Attempts = [];

    private readonly TemporalWorkerOptions _worker = SampleWorkers.OnNewQueue().AddWorkflow<LocalWorkflow>().AddAllActivities(typeof(LocalSample), null);

    [Fact]
    public Task Local_activities_run_inside_one_workflow_task() => SampleWorkers.RunAsync(server.Client, _worker, async () =>
    {
        var handle = await server.Client.StartWorkflowAsync((LocalWorkflow workflow) => workflow.RunAsync("plain"), _worker.NewWorkflow());

        var result = await handle.GetResultAsync();
        var events = (await handle.FetchHistoryAsync()).Events;

        Assert.Equal("a1+b2+c3", result);
        Assert.Equal(1, events.Count(happened => happened.EventType == EventType.WorkflowTaskCompleted));
        Assert.Equal(3, events.Count(happened => happened.EventType == EventType.MarkerRecorded));
    });

    [Fact]
    public Task A_failed_attempt_is_repeated_here_and_a_hopeless_one_is_not() => SampleWorkers.RunAsync(server.Client, _worker, async () =>
    {
        var options = _worker.NewWorkflow();
        var failed = await Assert.ThrowsAsync<WorkflowFailedException>(
            () => server.Client.ExecuteWorkflowAsync((LocalWorkflow workflow) => workflow.RunAsync("fail"), options));

        var activity = Assert.IsType<ActivityFailureException>(failed.InnerException);
        Assert.Equal(("third time", RetryState.MaximumAttemptsReached), (activity.InnerException!.Message, activity.RetryState));
    });

    [Fact]
    public Task A_cancelled_local_activity_stops() => SampleWorkers.RunAsync(server.Client, _worker, async () =>
    {
        var result = await server.Client.ExecuteWorkflowAsync((LocalWorkflow workflow) => workflow.RunAsync("cancel"), _worker.NewWorkflow());

        Assert.Equal("cancelled", result);
    });

    [Fact]
    public Task A_local_activity_that_fails_when_it_is_cancelled_is_not_tried_again() => SampleWorkers.RunAsync(server.Client, _worker, async () =>
    {
        var result = await server.Client.ExecuteWorkflowAsync((LocalWorkflow workflow) => workflow.RunAsync("sulk"), _worker.NewWorkflow());

        Assert.Equal("CancelRequested: not now", result);
    });

    [Fact]
    public Task A_history_with_local_activities_replays() => SampleWorkers.RunAsync(server.Client, _worker, async () =>
    {
        var handle = await server.Client.StartWorkflowAsync((LocalWorkflow workflow) => workflow.RunAsync("plain"), _worker.NewWorkflow());
        await handle.GetResultAsync();
        await GoldenHistories.KeepAsync(handle, "local-activities");

        var history = WorkflowHistory.FromJson(handle.Id, (await handle.FetchHistoryAsync()).ToJson());
        var replayed = await new WorkflowReplayer(new WorkflowReplayerOptions().AddWorkflow<LocalWorkflow>())
            .ReplayWorkflowAsync(history, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Null(replayed.ReplayFailure);
    });

    public static class LocalSample
    {
        [Activity]
        public static string Letter(string letter, int number) => $"{letter}{number}";

        [Activity]
        public static void FailThreeTimes()
        {
            Assert.True(ActivityExecutionContext.Current.Info.IsLocal);
            var id = ActivityExecutionContext.Current.Info.WorkflowId;
            lock (Attempts)
            {
                Attempts[id] = Attempts.GetValueOrDefault(id) + 1;
                throw new ApplicationFailureException(Attempts[id] == 3 ? "third time" : "again");
            }
        }

        [Activity]
        public static Task FailWhenCancelledAsync()
        {
            Assert.Equal(1, ActivityExecutionContext.Current.Info.Attempt);
            var stopped = new TaskCompletionSource();
            ActivityExecutionContext.Current.CancellationToken.Register(() => stopped.SetException(new ApplicationFailureException("not now")));
            return stopped.Task;
        }

        [Activity]
        public static Task WaitForCancellationAsync()
        {
            var stopped = new TaskCompletionSource();
            ActivityExecutionContext.Current.CancellationToken.Register(() => stopped.SetCanceled());
            return stopped.Task;
        }
    }

    [Workflow]
    public sealed class LocalWorkflow
    {
        private static readonly LocalActivityOptions Options = new()
        {
            StartToCloseTimeout = TimeSpan.FromSeconds(5),
            RetryPolicy = new() { MaximumAttempts = 3, InitialInterval = TimeSpan.FromMilliseconds(1) },
        };

        [WorkflowRun]
        public async Task<string> RunAsync(string what)
        {
            if (what == "fail") await Workflow.ExecuteLocalActivityAsync(() => LocalSample.FailThreeTimes(), Options);
            if (what == "cancel") return await CancelAsync();
            if (what == "sulk") return await SulkAsync();
            var first = await Workflow.ExecuteLocalActivityAsync(() => LocalSample.Letter("a", 1), Options);
            var both = await Workflow.WhenAllAsync(
                Workflow.ExecuteLocalActivityAsync(() => LocalSample.Letter("b", 2), Options),
                Workflow.ExecuteLocalActivityAsync<string>("Letter", ["c", 3], Options));
            return string.Join('+', [first, .. both]);
        }

        private static async Task<string> SulkAsync()
        {
            using var stop = new CancellationTokenSource();
            var running = Workflow.ExecuteLocalActivityAsync(
                () => LocalSample.FailWhenCancelledAsync(),
                new()
                {
                    StartToCloseTimeout = TimeSpan.FromSeconds(5),
                    CancellationType = ActivityCancellationType.WaitCancellationCompleted,
                    CancellationToken = stop.Token,
                });
            await Workflow.ExecuteLocalActivityAsync(() => LocalSample.Letter("a", 1), Options);
            stop.Cancel();
            var failed = await Assert.ThrowsAsync<ActivityFailureException>(() => running);
            return $"{failed.RetryState}: {failed.InnerException!.Message}";
        }

        private static async Task<string> CancelAsync()
        {
            using var stop = new CancellationTokenSource();
            var running = Workflow.ExecuteLocalActivityAsync(
                () => LocalSample.WaitForCancellationAsync(),
                new() { StartToCloseTimeout = TimeSpan.FromSeconds(5), CancellationToken = stop.Token });
            await Workflow.ExecuteLocalActivityAsync(() => LocalSample.Letter("a", 1), Options);
            stop.Cancel();
            try
            {
                await running;
                return "completed";
            }
            catch (ActivityFailureException ended) when (TemporalException.IsCanceledException(ended))
            {
                return "cancelled";
            }
        }
    }
}
