using Temporal.DevServer.Stores;
using Temporalio.Api.Enums.V1;
using static Temporal.Tests.DevServer.Server;

namespace Temporal.Tests.DevServer;

/// <summary>Somebody sets the machine's clock while a timer runs: never early, and not late by it either.</summary>
public abstract class ClockStepRules
{
    private static readonly TimeSpan Wait = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Hair = TimeSpan.FromSeconds(1);

    private protected abstract Task<IHistoryStore> NewStoreAsync();

    [Theory]
    [InlineData(5)]
    [InlineData(-5)]
    [InlineData(60)]
    [InlineData(-60)]
    [InlineData(24 * 60)]
    [InlineData(-24 * 60)]
    public async Task A_timer_runs_its_length_whatever_the_wall_clock_does(int minutes)
    {
        var time = new ManualTime();
        await using var server = await Server.StartAsync(await NewStoreAsync(), time);
        await server.StartWorkflowAsync("a");
        await server.CompleteAsync(await server.PollAsync(), Timer("1", Wait));

        time.Step(TimeSpan.FromMinutes(minutes));
        time.Advance(Wait - Hair);
        var early = await server.KindsAsync("a");
        time.Advance(Hair);
        var task = await server.PollAsync();

        Assert.DoesNotContain(nameof(EventType.TimerFired), early, StringComparison.Ordinal);
        var started = task.History.Events.Single(e => e.EventType == EventType.TimerStarted).EventTime.ToDateTime();
        var fired = task.History.Events.Single(e => e.EventType == EventType.TimerFired).EventTime.ToDateTime();
        Assert.Equal(Wait, fired - started);
    }

    [Fact]
    public async Task A_run_times_out_after_its_length_whatever_the_wall_clock_does()
    {
        var time = new ManualTime();
        await using var server = await Server.StartAsync(await NewStoreAsync(), time);
        await server.StartWorkflowAsync("a", start => start.WorkflowRunTimeout = Google.Protobuf.WellKnownTypes.Duration.FromTimeSpan(Wait));

        time.Step(TimeSpan.FromDays(1));
        time.Advance(Wait - Hair);
        var early = (await server.DescribeAsync("a")).WorkflowExecutionInfo.Status;
        await server.AdvanceUntilAsync(Hair, async () => (await server.DescribeAsync("a")).WorkflowExecutionInfo.Status == WorkflowExecutionStatus.TimedOut);

        Assert.Equal(WorkflowExecutionStatus.Running, early);
    }
}
