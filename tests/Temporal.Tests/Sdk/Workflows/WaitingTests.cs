using Temporalio.Api.Enums.V1;
using Temporalio.Workflows;

namespace Temporal.Tests.Sdk.Workflows;

public sealed class WaitingTests
{
    [Fact]
    public async Task A_delay_is_a_timer_and_ends_when_it_fires()
    {
        var run = WorkflowDriver.Start<DelayWorkflow>(TimeSpan.FromHours(3));

        var waiting = await run.RunTaskAsync();
        var done = await run.After(TimeSpan.FromHours(3)).FireTimer("1").RunTaskAsync();

        Assert.Equal(10_800, Assert.Single(waiting).StartTimerCommandAttributes.StartToFireTimeout.Seconds);
        Assert.Equal(TimeSpan.FromHours(3), CommandAssert.Result<TimeSpan>(done));
    }

    [Fact]
    public async Task A_delay_of_nothing_is_a_timer_of_one_millisecond()
    {
        var run = WorkflowDriver.Start<DelayWorkflow>(TimeSpan.Zero);

        var waiting = await run.RunTaskAsync();

        Assert.Equal(1_000_000, Assert.Single(waiting).StartTimerCommandAttributes.StartToFireTimeout.Nanos);
    }

    [Fact]
    public async Task An_endless_delay_is_no_timer()
    {
        var run = WorkflowDriver.Start<DelayWorkflow>(Timeout.InfiniteTimeSpan);

        Assert.Empty(await run.RunTaskAsync());
    }

    [Fact]
    public async Task A_condition_that_comes_true_ends_the_wait_and_its_timer()
    {
        var run = WorkflowDriver.Start<ConditionWorkflow>(TimeSpan.FromMinutes(5));
        await run.RunTaskAsync();

        var commands = await run.Signal("Add", 2).RunTaskAsync();

        CommandAssert.Types(commands, CommandType.CancelTimer, CommandType.CompleteWorkflowExecution);
        Assert.True(CommandAssert.Result<bool>(commands));
    }

    [Fact]
    public async Task A_condition_that_does_not_come_true_in_time_says_so()
    {
        var run = WorkflowDriver.Start<ConditionWorkflow>(TimeSpan.FromMinutes(5));
        await run.RunTaskAsync();
        await run.Signal("Add", 1).RunTaskAsync();

        var commands = await run.FireTimer("1").RunTaskAsync();

        CommandAssert.Types(commands, CommandType.CompleteWorkflowExecution);
        Assert.False(CommandAssert.Result<bool>(commands));
    }

    [Fact]
    public async Task A_condition_that_holds_already_leaves_no_timer()
    {
        var run = WorkflowDriver.Start<ConditionWorkflow>(TimeSpan.FromMinutes(5)).Signal("Add", 2);

        var commands = await run.RunTaskAsync();

        CommandAssert.Types(commands, CommandType.CompleteWorkflowExecution);
    }

    [Fact]
    public async Task When_timer_and_signal_arrive_together_the_signal_is_seen_first()
    {
        var run = WorkflowDriver.Start<ConditionWorkflow>(TimeSpan.FromMinutes(5));
        await run.RunTaskAsync();

        var commands = await run.FireTimer("1").Signal("Add", 2).RunTaskAsync();

        Assert.True(CommandAssert.Result<bool>(commands) || commands.Count == 1);
        CommandAssert.Types(commands, CommandType.CompleteWorkflowExecution);
    }

    [Fact]
    public async Task Two_branches_finish_in_the_order_their_timers_fire()
    {
        var run = WorkflowDriver.Start<BranchesWorkflow>();
        await run.RunTaskAsync();
        await run.FireTimer("2").RunTaskAsync();

        var commands = await run.FireTimer("1").RunTaskAsync();

        Assert.Equal(["b", "a", "first was b"], CommandAssert.Result<string[]>(commands));
    }

    [Workflow]
    public sealed class DelayWorkflow
    {
        [WorkflowRun]
        public async Task<TimeSpan> RunAsync(TimeSpan delay)
        {
            var start = Workflow.UtcNow;
            await Workflow.DelayAsync(delay);
            return Workflow.UtcNow - start;
        }
    }

    [Workflow]
    public sealed class ConditionWorkflow
    {
        private int _count;

        [WorkflowRun]
        public Task<bool> RunAsync(TimeSpan timeout) => Workflow.WaitConditionAsync(() => _count >= 2, timeout);

        [WorkflowSignal]
        public Task AddAsync(int amount)
        {
            _count += amount;
            return Task.CompletedTask;
        }
    }

    [Workflow]
    public sealed class BranchesWorkflow
    {
        private readonly List<string> _done = [];

        [WorkflowRun]
        public async Task<List<string>> RunAsync()
        {
            var branches = new[] { BranchAsync("a"), Workflow.RunTaskAsync(() => BranchAsync("b")) };
            var first = await await Workflow.WhenAnyAsync(branches);
            await Workflow.WhenAllAsync(branches);
            _done.Add($"first was {first}");
            return _done;
        }

        private async Task<string> BranchAsync(string name)
        {
            await Workflow.DelayAsync(1000);
            _done.Add(name);
            return name;
        }
    }
}
