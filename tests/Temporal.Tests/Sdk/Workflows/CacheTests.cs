using Temporalio.Api.Enums.V1;
using Temporalio.Runtime;
using Temporalio.Workflows;

namespace Temporal.Tests.Sdk.Workflows;

public sealed class CacheTests
{
    [Fact]
    public async Task A_cached_run_goes_on_without_its_history()
    {
        var run = WorkflowDriver.Start<CountUpWorkflow>(2);
        await run.RunTaskAsync();

        await run.FireTimer("1").RunTaskAsync();

        Assert.Equal(0, run.WholeHistoryFetches);
    }

    [Fact]
    public async Task An_evicted_run_fetches_its_history_and_goes_on_where_it_was()
    {
        using var processor = WorkflowDriver.ProcessorFor<CountUpWorkflow>();
        var run = new WorkflowDriver(processor).Started<CountUpWorkflow>(3);
        await run.RunTaskAsync();
        await run.FireTimer("1").RunTaskAsync();

        processor.Evict("run-1");
        var commands = await run.FireTimer("2").RunTaskAsync();

        Assert.Equal(1, run.WholeHistoryFetches);
        Assert.Equal("3", Assert.Single(commands).StartTimerCommandAttributes.TimerId);
    }

    [Fact]
    public async Task The_run_not_used_for_longest_makes_room()
    {
        using var processor = WorkflowDriver.ProcessorFor<CountUpWorkflow>(options => options with { MaxCachedWorkflows = 2 });
        var runs = Enumerable.Range(1, 3).Select(number => new WorkflowDriver(processor, $"run-{number}").Started<CountUpWorkflow>(2)).ToList();
        foreach (var run in runs) await run.RunTaskAsync();

        foreach (var run in runs.AsEnumerable().Reverse()) await run.FireTimer("1").RunTaskAsync();

        Assert.Equal(2, processor.CachedRuns);
        Assert.Equal([1, 0, 0], runs.Select(run => run.WholeHistoryFetches));
    }

    [Fact]
    public async Task Without_a_cache_every_task_replays()
    {
        using var processor = WorkflowDriver.ProcessorFor<CountUpWorkflow>(options => options with { MaxCachedWorkflows = 0 });
        var run = new WorkflowDriver(processor).Started<CountUpWorkflow>(2);
        await run.RunTaskAsync();
        await run.FireTimer("1").RunTaskAsync();

        var commands = await run.FireTimer("2").RunTaskAsync();

        Assert.Equal(2, CommandAssert.Result<int>(commands));
        Assert.Equal(0, processor.CachedRuns);
    }

    [Fact]
    public async Task A_finished_run_is_not_kept()
    {
        using var processor = WorkflowDriver.ProcessorFor<CountUpWorkflow>();
        var run = new WorkflowDriver(processor).Started<CountUpWorkflow>(0);

        CommandAssert.Types(await run.RunTaskAsync(), CommandType.CompleteWorkflowExecution);

        Assert.Equal(0, processor.CachedRuns);
    }

    [Fact]
    public async Task Commands_the_server_did_not_take_are_given_again()
    {
        using var processor = WorkflowDriver.ProcessorFor<CountUpWorkflow>();
        var run = new WorkflowDriver(processor).Started<CountUpWorkflow>(2);

        // The task is processed, but its answer is lost: history goes on without it.
        var taken = await run.RunTaskAsync();
        run.Events.RemoveRange(3, run.Events.Count - 3);
        var again = await run.Signal("ignored").RunTaskAsync();

        Assert.Equal(taken, again);
    }

    [Fact]
    public async Task A_task_that_comes_again_under_the_same_events_gives_the_same_commands()
    {
        using var processor = WorkflowDriver.ProcessorFor<CountUpWorkflow>();
        var run = new WorkflowDriver(processor).Started<CountUpWorkflow>(2);
        await run.RunTaskAsync();
        var task = run.FireTimer("1").StickyTask(run.OpenTask(), previousStartedEventId: 3);

        // Attempts past the second are in no history, so each has the event ids of the one before.
        var first = await processor.ProcessAsync(task, run.FetchAsync, TestContext.Current.CancellationToken);
        var again = await processor.ProcessAsync(task, run.FetchAsync, TestContext.Current.CancellationToken);

        Assert.Equal(
            Assert.IsType<WorkflowTaskResult.Completed>(first).Request.Commands,
            Assert.IsType<WorkflowTaskResult.Completed>(again).Request.Commands);
    }

    [Fact]
    public async Task A_task_whose_events_do_not_end_with_its_start_fails_instead_of_doing_nothing()
    {
        using var processor = WorkflowDriver.ProcessorFor<CountUpWorkflow>();
        var run = new WorkflowDriver(processor).Started<CountUpWorkflow>(2);
        var task = run.WholeTask(run.OpenTask());
        task.History.Events.RemoveAt(2);

        var result = await processor.ProcessAsync(task, run.FetchAsync, TestContext.Current.CancellationToken);

        Assert.Contains("start of the task", Assert.IsType<WorkflowTaskResult.Failed>(result).Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_tasks_at_once_of_many_runs_do_not_mix()
    {
        using var processor = WorkflowDriver.ProcessorFor<CountUpWorkflow>(options => options with { MaxCachedWorkflows = 5 });

        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(number => Task.Run(async () =>
        {
            var run = new WorkflowDriver(processor, $"run-{number}").Started<CountUpWorkflow>(number % 7);
            var commands = await run.RunTaskAsync();
            for (var timer = 1; timer <= number % 7; timer++) commands = await run.FireTimer($"{timer}").RunTaskAsync();
            return CommandAssert.Result<int>(commands);
        })));

        Assert.Equal(Enumerable.Range(0, 50).Select(number => number % 7), results);
    }

    [Workflow]
    public sealed class CountUpWorkflow
    {
        [WorkflowRun]
        public async Task<int> RunAsync(int upTo)
        {
            var count = 0;
            for (; count < upTo; count++) await Workflow.DelayAsync(1000);
            return count;
        }
    }
}
