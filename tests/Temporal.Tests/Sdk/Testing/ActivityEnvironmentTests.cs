using Temporalio.Activities;
using Temporalio.Common;
using Temporalio.Testing;

namespace Temporal.Tests.Sdk.Testing;

public sealed class ActivityEnvironmentTests
{
    [Fact]
    public async Task An_activity_sees_its_info_and_its_heartbeats_are_caught()
    {
        var heartbeats = new List<object?>();
        var environment = new ActivityEnvironment
        {
            Info = ActivityEnvironment.DefaultInfo with { Attempt = 3 },
            Heartbeater = heartbeats.AddRange,
        };

        var attempt = await environment.RunAsync(async () =>
        {
            await Task.Yield();
            ActivityExecutionContext.Current.Heartbeat("half", 2);
            return ActivityExecutionContext.Current.Info.Attempt;
        });

        Assert.Equal(3, attempt);
        Assert.Equal(["half", 2], heartbeats);
        Assert.False(ActivityExecutionContext.HasCurrent);
    }

    [Fact]
    public void The_info_of_an_activity_nobody_scheduled_is_that_of_the_official_environment()
    {
        var info = ActivityEnvironment.DefaultInfo;

        Assert.Equal(new RetryPolicy(), info.RetryPolicy);
        Assert.Equal(new DateTime(1970, 1, 1, 1, 1, 1, DateTimeKind.Utc), info.ScheduledTime);
        Assert.Equal(info.ScheduledTime, info.CurrentAttemptScheduledTime);
        Assert.Equal(info.ScheduledTime, info.StartedTime);
    }

    [Fact]
    public async Task A_cancelled_activity_knows_why()
    {
        var environment = new ActivityEnvironment();
        var reason = environment.RunAsync(async () =>
        {
            var context = ActivityExecutionContext.Current;
            await new TaskCompletionSource().Task.WaitAsync(context.CancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return context.CancelReason;
        });

        environment.Cancel(ActivityCancelReason.Timeout);
        environment.Cancel(ActivityCancelReason.CancelRequested);

        Assert.Equal(ActivityCancelReason.Timeout, await reason);
    }

    [Fact]
    public void Outside_an_activity_there_is_no_context() =>
        Assert.Throws<InvalidOperationException>(() => ActivityExecutionContext.Current);
}
