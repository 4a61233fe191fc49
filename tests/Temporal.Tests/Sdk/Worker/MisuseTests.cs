using Temporalio.Activities;
using Temporalio.Api.Failure.V1;
using Temporalio.Client;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Worker;
using Temporalio.Workflows;

namespace Temporal.Tests.Sdk.Worker;

/// <summary>What goes wrong is told in time and by name.</summary>
public sealed class MisuseTests(LocalServer server) : IClassFixture<LocalServer>
{
    [Theory]
    [InlineData(true, "Activity Unknown is not registered on this worker, available activities: Known")]
    [InlineData(false, "Activity Unknown is not registered on this worker, no available activities.")]
    public Task A_local_activity_nobody_registered_fails_the_task(bool another, string message) => RunAsync(another, async handle =>
    {
        await handle.SignalAsync(workflow => workflow.CallUnknownAsync());

        await FailsAsync(handle, message);
    });

    [Fact]
    public Task A_validator_that_gives_commands_fails_the_task() => RunAsync(false, async handle =>
    {
        _ = handle.ExecuteUpdateAsync(workflow => workflow.AskAsync());

        await FailsAsync(handle, "Update validator for Ask created workflow commands");
    });

    [Fact]
    public async Task The_wait_for_an_update_ends_when_its_time_is_over()
    {
        var handle = await server.Client.StartWorkflowAsync((FaultyWorkflow workflow) => workflow.RunAsync(), LocalServer.NewWorkflow());

        await Assert.ThrowsAsync<WorkflowUpdateRpcTimeoutOrCanceledException>(
            () => handle.ExecuteUpdateAsync(workflow => workflow.AskAsync(), new() { Rpc = new() { Timeout = TimeSpan.FromMilliseconds(50) } }));
    }

    [Fact]
    public async Task A_worker_that_is_disposed_while_it_runs_runs_on()
    {
        var options = LocalServer.NewWorkflow();
        var worker = server.Worker(options.TaskQueue!);
        var disposed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = worker.ExecuteAsync(async () =>
        {
            await disposed.Task;
            return await server.Client.ExecuteWorkflowAsync((CountdownWorkflow workflow) => workflow.RunAsync(0), options);
        }, TestContext.Current.CancellationToken);

        worker.Dispose();
        disposed.SetResult();

        Assert.Equal("lift-off", await running);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => worker.ExecuteAsync(CancellationToken.None));
    }

    [Fact]
    public void Failures_may_be_converted_by_a_converter_that_only_adds_to_the_default_one()
    {
        IFailureConverter converter = new Signing();

        Assert.Equal("oh, signed", converter.ToFailure(new InvalidOperationException("oh"), DataConverter.Default.PayloadConverter).Message);
    }

    private static Task FailsAsync(WorkflowHandle handle, string message) => DevServer.Eventually.HoldsAsync(async () =>
        (await handle.FetchHistoryAsync()).Events.Any(each => each.WorkflowTaskFailedEventAttributes?.Failure.Message.StartsWith(message, StringComparison.Ordinal) == true));

    private async Task RunAsync(bool another, Func<WorkflowHandle<FaultyWorkflow>, Task> test)
    {
        var options = LocalServer.NewWorkflow();
        var workerOptions = new TemporalWorkerOptions(options.TaskQueue!).AddWorkflow<FaultyWorkflow>();
        if (another) workerOptions.AddActivity(Activities.Known);
        using var worker = new TemporalWorker(server.Client, workerOptions);
        await worker.WhileAsync(async () =>
        {
            var handle = await server.Client.StartWorkflowAsync((FaultyWorkflow workflow) => workflow.RunAsync(), options);
            await test(handle);
            await handle.TerminateAsync();
            return 0;
        });
    }

    public static class Activities
    {
        [Activity]
        public static void Known()
        {
        }
    }

    private sealed class Signing : DefaultFailureConverter
    {
        public override Failure ToFailure(Exception exception, IPayloadConverter payloadConverter)
        {
            var failure = base.ToFailure(exception, payloadConverter);
            failure.Message += ", signed";
            return failure;
        }
    }

    [Workflow]
    public sealed class FaultyWorkflow
    {
        [WorkflowRun]
        public Task RunAsync() => Workflow.WaitConditionAsync(() => false);

        [WorkflowSignal]
        public Task CallUnknownAsync() =>
            Workflow.ExecuteLocalActivityAsync("Unknown", [], new() { StartToCloseTimeout = TimeSpan.FromSeconds(10) });

        [WorkflowUpdateValidator(nameof(AskAsync))]
        public void Validate() => _ = Workflow.DelayAsync(5000);

        [WorkflowUpdate]
        public Task AskAsync() => Task.CompletedTask;
    }
}
