using Temporalio.Activities;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Temporal.Tests.Sdk.Worker;

public sealed class ActivityRoundTripTests(LocalServer server) : IClassFixture<LocalServer>
{
    private readonly WorkflowOptions _options = LocalServer.NewWorkflow();

    [Fact]
    public async Task An_activity_is_tried_again_until_it_succeeds()
    {
        var activities = new SampleActivities
        {
            OnPay = context => context.Info.Attempt < 3 ? throw new IOException("line is down") : Task.FromResult("paid"),
        };

        var result = await RunAsync(activities, new("Ada", 1) { Attempts = 5 });

        Assert.Equal("paid", result);
        Assert.Equal([1, 2, 3], activities.Attempts.Select(attempt => attempt.Attempt));
    }

    [Fact]
    public async Task An_activity_that_must_not_be_tried_again_fails_with_its_type()
    {
        var activities = new SampleActivities
        {
            OnPay = _ => throw new ApplicationFailureException("card declined", errorType: "CardDeclined", nonRetryable: true),
        };

        var error = await Assert.ThrowsAsync<WorkflowFailedException>(() => RunAsync(activities, new("Ada", 1) { Attempts = 5 }));

        var cause = Assert.IsType<ApplicationFailureException>(Assert.IsType<ActivityFailureException>(error.InnerException).InnerException);
        Assert.Equal(("card declined", "CardDeclined"), (cause.Message, cause.ErrorType));
        Assert.Single(activities.Attempts);
    }

    [Fact]
    public async Task The_next_attempt_gets_the_last_heartbeat_details()
    {
        var activities = new SampleActivities
        {
            OnPay = async context =>
            {
                if (context.Info.Attempt == 2) return await context.Info.HeartbeatDetailAtAsync<string>(0);
                context.Heartbeat("first");
                context.Heartbeat("half way");
                throw new IOException("line is down");
            },
        };

        var result = await RunAsync(activities, new("Ada", 1) { Attempts = 2, Silence = TimeSpan.FromMinutes(1) });

        Assert.Equal("half way", result);
    }

    [Fact]
    public async Task A_silent_activity_times_out_by_its_heartbeat()
    {
        var activities = new SampleActivities { OnPay = WaitForEndAsync };

        var error = await Assert.ThrowsAsync<WorkflowFailedException>(
            () => RunAsync(activities, new("Ada", 1) { Silence = TimeSpan.FromMilliseconds(200) }));

        var cause = Assert.IsType<TimeoutFailureException>(Assert.IsType<ActivityFailureException>(error.InnerException).InnerException);
        Assert.Equal(TimeoutType.Heartbeat, cause.TimeoutType);
    }

    [Fact]
    public async Task An_activity_that_takes_too_long_is_told_to_stop()
    {
        var reason = new TaskCompletionSource<ActivityCancelReason>();
        var activities = new SampleActivities
        {
            OnPay = async context =>
            {
                await Ended(context);
                reason.SetResult(context.CancelReason);
                throw new OperationCanceledException();
            },
        };

        // The server counts from an earlier moment: its workflow is over first, the worker has to outlive its own clock.
        using var worker = server.Worker(_options.TaskQueue!, null, activities);
        await worker.WhileAsync(async () =>
        {
            await Assert.ThrowsAsync<WorkflowFailedException>(() => server.Client.ExecuteWorkflowAsync(
                (PaymentWorkflow workflow) => workflow.RunAsync(new("Ada", 1) { Limit = TimeSpan.FromMilliseconds(200) }), _options));

            Assert.Equal(ActivityCancelReason.Timeout, await reason.Task);
        });
    }

    [Fact]
    public async Task A_requested_cancellation_arrives_with_a_heartbeat()
    {
        var activities = new SampleActivities();
        using var worker = server.Worker(_options.TaskQueue!, null, activities);

        var (error, reason) = await worker.WhileAsync(async () =>
        {
            var handle = await server.Client.StartWorkflowAsync(
                (PaymentWorkflow workflow) => workflow.RunAsync(new("Ada", 1) { Listens = true, Silence = TimeSpan.FromSeconds(3) }),
                _options);
            var activity = await activities.Listening.Task;
            await handle.CancelAsync();
            return (await Assert.ThrowsAsync<WorkflowFailedException>(() => handle.GetResultAsync()), activity.CancelReason);
        });

        Assert.IsType<CanceledFailureException>(error.InnerException);
        Assert.Equal(ActivityCancelReason.CancelRequested, reason);
    }

    [Fact]
    public async Task An_activity_of_a_terminated_workflow_learns_that_it_is_gone()
    {
        var activities = new SampleActivities();
        using var worker = server.Worker(_options.TaskQueue!, null, activities);

        await worker.WhileAsync(async () =>
        {
            var handle = await server.Client.StartWorkflowAsync(
                (PaymentWorkflow workflow) => workflow.RunAsync(new("Ada", 1) { Listens = true, Silence = TimeSpan.FromSeconds(3) }),
                _options);
            var activity = await activities.Listening.Task;
            await handle.TerminateAsync();
            await Ended(activity);

            Assert.Equal(ActivityCancelReason.GoneFromServer, activity.CancelReason);
        });
    }

    [Fact]
    public async Task An_activity_may_be_finished_from_elsewhere()
    {
        var token = new TaskCompletionSource<byte[]>();
        var activities = new SampleActivities
        {
            OnPay = context =>
            {
                token.SetResult(context.Info.TaskToken);
                throw new CompleteAsyncException();
            },
        };
        using var worker = server.Worker(_options.TaskQueue!, null, activities);

        var result = await worker.WhileAsync(async () =>
        {
            var handle = await server.Client.StartWorkflowAsync((PaymentWorkflow workflow) => workflow.RunAsync(new("Ada", 1)), _options);
            var elsewhere = server.Client.GetAsyncActivityHandle(await token.Task);
            await elsewhere.HeartbeatAsync();
            await elsewhere.CompleteAsync("paid by hand");
            return await handle.GetResultAsync();
        });

        Assert.Equal("paid by hand", result);
    }

    [Fact]
    public async Task An_unknown_activity_fails_with_the_names_of_the_known_ones()
    {
        using var worker = server.Worker(_options.TaskQueue!, options =>
        {
            options.Activities.Clear();
            options.AddActivity(ActivityDefinition.Create("Other", typeof(int), [], 0, _ => 1));
        });

        var error = await worker.WhileAsync(() => Assert.ThrowsAsync<WorkflowFailedException>(() =>
            server.Client.ExecuteWorkflowAsync((PaymentWorkflow workflow) => workflow.RunAsync(new("Ada", 1)), _options)));

        var cause = Assert.IsType<ApplicationFailureException>(error.InnerException?.InnerException);
        Assert.Equal("NotFoundError", cause.ErrorType);
        Assert.Contains("Other", cause.Message, StringComparison.Ordinal);
    }

    private static Task Ended(ActivityExecutionContext context) =>
        new TaskCompletionSource().Task.WaitAsync(context.CancellationToken)
            .ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

    private static async Task<string> WaitForEndAsync(ActivityExecutionContext context)
    {
        await new TaskCompletionSource().Task.WaitAsync(context.CancellationToken);
        return "";
    }

    private async Task<string> RunAsync(SampleActivities activities, PaymentOrder order)
    {
        using var worker = server.Worker(_options.TaskQueue!, null, activities);
        return await worker.WhileAsync(() =>
            server.Client.ExecuteWorkflowAsync((PaymentWorkflow workflow) => workflow.RunAsync(order), _options));
    }
}
