using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Runtime;
using Temporalio.Workflows;

namespace Temporal.Tests.Sdk.Workflows;

public sealed class LocalActivityTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task A_workflow_gets_the_result_of_its_local_activity()
    {
        var run = Start(new Hands(), "await", ActivityCancellationType.TryCancel);

        var commands = await run.RunTaskAsync();

        CommandAssert.Types(commands, CommandType.RecordMarker, CommandType.CompleteWorkflowExecution);
        Assert.Equal("done", await EndAsync(run));
    }

    [Fact]
    public async Task A_workflow_gets_the_failure_of_its_local_activity()
    {
        var run = Start(new Hands { Slow = call => Failed(call, null) }, "await", ActivityCancellationType.TryCancel);
        await run.RunTaskAsync();

        Assert.Equal("broken", await EndAsync(run));
    }

    [Fact]
    public async Task A_long_wait_between_attempts_is_a_timer_of_the_workflow()
    {
        var run = Start(new Hands { Slow = call => call.Attempt == 1 ? Failed(call, Long) : Done() }, "await", ActivityCancellationType.TryCancel);

        var commands = await run.RunTaskAsync();
        await run.After(Long).FireTimer("1").RunTaskAsync();

        CommandAssert.Types(commands, CommandType.RecordMarker, CommandType.StartTimer);
        Assert.Equal("done", await EndAsync(run));
    }

    [Fact]
    public async Task A_cancellation_ends_the_wait_for_the_next_attempt()
    {
        var run = Start(new Hands { Slow = call => Failed(call, Long) }, "await", ActivityCancellationType.TryCancel);
        await run.RunTaskAsync();

        var commands = await run.Signal("Stop").RunTaskAsync();

        CommandAssert.Types(commands, CommandType.CancelTimer, CommandType.CompleteWorkflowExecution);
        Assert.Equal("cancelled", await EndAsync(run));
    }

    [Theory]
    [InlineData(ActivityCancellationType.TryCancel)]
    [InlineData(ActivityCancellationType.WaitCancellationCompleted)]
    [InlineData(ActivityCancellationType.Abandon)]
    public async Task A_local_activity_cancelled_before_its_code_begins_never_runs(ActivityCancellationType type)
    {
        var hands = new Hands();
        var run = Start(hands, "stop at once", type);
        await run.RunTaskAsync();

        Assert.Equal("cancelled", await EndAsync(run));
        Assert.DoesNotContain("Slow", hands.Run);
    }

    [Theory]
    [InlineData(ActivityCancellationType.TryCancel)]
    [InlineData(ActivityCancellationType.Abandon)]
    public async Task A_local_activity_nobody_waits_for_is_cancelled_at_once(ActivityCancellationType type)
    {
        var never = new TaskCompletionSource<LocalActivityOutcome>();
        var run = Start(new Hands { Slow = _ => never.Task }, "stop later", type);
        await run.RunTaskAsync();

        Assert.Equal("cancelled", await EndAsync(run));
    }

    [Theory]
    [InlineData(true, "done")]
    [InlineData(false, "broken")]
    public async Task A_workflow_that_waits_for_the_cancellation_gets_what_the_activity_made_of_it(bool succeeds, string expected)
    {
        var run = Start(
            new Hands { Slow = call => AfterCancellation(call, () => succeeds ? Done() : Failed(call, null)) },
            "stop later",
            ActivityCancellationType.WaitCancellationCompleted);
        await run.RunTaskAsync();

        Assert.Equal(expected, await EndAsync(run));
    }

    private static WorkflowDriver Start(Hands hands, string how, ActivityCancellationType type) =>
        new WorkflowDriver(WorkflowDriver.ProcessorFor<CallerWorkflow>(options => options with { LocalActivities = hands }))
            .Started<CallerWorkflow>(how, type);

    /// <summary>What the workflow ended with, here and where its history is replayed.</summary>
    private static async Task<string> EndAsync(WorkflowDriver run)
    {
        var replayed = await run.MovedTo(WorkflowDriver.ProcessorFor<CallerWorkflow>()).QueryAsync("Told");
        var told = DataConverter.Default.PayloadConverter.ToValue<string>(replayed.QueryResult.Payloads_.Single());
        var end = run.CommandsByTask.Values.Last().Single(command => command.CommandType == CommandType.CompleteWorkflowExecution);
        var result = end.CompleteWorkflowExecutionCommandAttributes.Result.Payloads_.Single();
        Assert.Equal(told, DataConverter.Default.PayloadConverter.ToValue<string>(result));
        return told;
    }

    private static Task<LocalActivityOutcome> Done() =>
        Task.FromResult(new LocalActivityOutcome(DataConverter.Default.PayloadConverter.ToPayload("done"), null, 1));

    private static Task<LocalActivityOutcome> Failed(LocalActivityCall call, TimeSpan? backoff)
    {
        var cause = new Failure { Message = "broken", ApplicationFailureInfo = new() };
        return Task.FromResult(new LocalActivityOutcome(null, LocalActivityMarkers.Wrap(call, cause, RetryState.MaximumAttemptsReached), call.Attempt, backoff));
    }

    private static async Task<LocalActivityOutcome> AfterCancellation(LocalActivityCall call, Func<Task<LocalActivityOutcome>> outcome)
    {
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        call.Cancellation.Token.Register(() => told.TrySetResult());
        await told.Task;
        return await outcome();
    }

    private sealed class Hands : ILocalActivityExecutor
    {
        public List<string> Run { get; } = [];

        public Func<LocalActivityCall, Task<LocalActivityOutcome>> Slow { get; init; } = _ => Done();

        public void EnsureKnown(string activityType)
        {
        }

        public Task<LocalActivityOutcome> ExecuteAsync(LocalActivityCall call, WorkflowInfo workflow)
        {
            Run.Add(call.ActivityType);
            return call.ActivityType == "Slow" ? Slow(call) : Done();
        }
    }

    [Workflow]
    public sealed class CallerWorkflow
    {
        private readonly CancellationTokenSource _stop = new();

        [WorkflowQuery]
        public string Told { get; set; } = "";

        [WorkflowRun]
        public async Task<string> RunAsync(string how, ActivityCancellationType type)
        {
            var slow = SlowAsync(type);
            if (how == "stop later") await Workflow.ExecuteLocalActivityAsync<string>("Quick", [], new() { StartToCloseTimeout = Long });
            if (how != "await") _stop.Cancel();
            return Told = await slow;
        }

        [WorkflowSignal]
        public Task StopAsync()
        {
            _stop.Cancel();
            return Task.CompletedTask;
        }

        private async Task<string> SlowAsync(ActivityCancellationType type)
        {
            try
            {
                return await Workflow.ExecuteLocalActivityAsync<string>(
                    "Slow", [], new() { StartToCloseTimeout = Long, CancellationType = type, CancellationToken = _stop.Token });
            }
            catch (Exception failed) when (TemporalException.IsCanceledException(failed))
            {
                return "cancelled";
            }
            catch (ActivityFailureException failed)
            {
                return failed.InnerException!.Message;
            }
        }
    }
}
