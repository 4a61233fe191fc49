using FsCheck;
using FsCheck.Fluent;
using Temporalio.Api.Command.V1;
using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Runtime;
using Temporalio.Worker;
using Temporalio.Workflows;

namespace Temporal.Tests.Sdk.Workflows;

public sealed class ReplayPropertyTests
{
    [Fact]
    public void However_a_history_is_cut_into_tasks_and_cached_its_replay_gives_the_same_commands() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed => HoldsAsync(seed).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    private static async Task<bool> HoldsAsync(int seed)
    {
        var random = new Random(seed);
        var run = WorkflowDriver.Start<BusyWorkflow>();
        await LiveAsync(run, random);

        using var other = WorkflowDriver.ProcessorFor<BusyWorkflow>(options => options with { MaxCachedWorkflows = 1 });
        long previous = 0;
        foreach (var (started, expected) in run.CommandsByTask.Where(_ => random.Next(3) > 0))
        {
            // Sometimes the worker that did the task before gets it, sometimes it has forgotten the run, sometimes it is a new one.
            if (random.Next(3) == 0) other.Evict("run-1");
            var task = previous > 0 && random.Next(2) == 0 ? run.StickyTask(started, previous) : run.WholeTask(started);
            var result = await other.ProcessAsync(task, run.FetchAsync, CancellationToken.None);
            var actual = Assert.IsType<WorkflowTaskResult.Completed>(result).Request.Commands;
            Assert.Equal(expected.Select(Text), actual.Select(Text));
            previous = started;
        }

        var replayer = new WorkflowReplayer(new WorkflowReplayerOptions { DisableWorkflowTracingEventListener = true }.AddWorkflow<BusyWorkflow>());
        await replayer.ReplayWorkflowAsync(new WorkflowHistory("workflow-1", run.Events));
        return true;
    }

    // Stack traces say where code ran, which a replay need not repeat.
    private static string Text(Command command)
    {
        var copy = command.Clone();
        if (copy.FailWorkflowExecutionCommandAttributes is { } failed)
        {
            for (var failure = failed.Failure; failure is not null; failure = failure.Cause) failure.StackTrace = "";
        }

        return copy.ToString();
    }

    private static async Task LiveAsync(WorkflowDriver run, Random random)
    {
        var activities = new List<string>();
        var timers = new List<string>();
        var commands = await run.RunTaskAsync();
        for (var step = 0; step < 25; step++)
        {
            foreach (var command in commands) Note(command, activities, timers);
            if (commands.Any(command => command.CompleteWorkflowExecutionCommandAttributes is not null || command.FailWorkflowExecutionCommandAttributes is not null)) return;
            for (var happened = random.Next(1, 4); happened > 0; happened--) Happen(run, random, activities, timers);
            commands = await run.After(TimeSpan.FromSeconds(random.Next(100))).RunTaskAsync();
        }
    }

    private static void Note(Command command, List<string> activities, List<string> timers)
    {
        if (command.ScheduleActivityTaskCommandAttributes is { } scheduled) activities.Add(scheduled.ActivityId);
        if (command.StartTimerCommandAttributes is { } started) timers.Add(started.TimerId);
        if (command.CancelTimerCommandAttributes is { } canceled) timers.Remove(canceled.TimerId);
    }

    private static void Happen(WorkflowDriver run, Random random, List<string> activities, List<string> timers)
    {
        switch (random.Next(4))
        {
            case 0 when activities.Count > 0:
                run.CompleteActivity(Take(activities, random), random.Next(100).ToString());
                break;
            case 1 when timers.Count > 0:
                run.FireTimer(Take(timers, random));
                break;
            case 2 when activities.Count > 0:
                run.FailActivity(Take(activities, random), new() { Message = "no", ApplicationFailureInfo = new() { Type = "No" } });
                break;
            default:
                run.Signal("Do", random.Next(6));
                break;
        }
    }

    private static string Take(List<string> from, Random random)
    {
        var index = random.Next(from.Count);
        var taken = from[index];
        from.RemoveAt(index);
        return taken;
    }

    [Workflow]
    public sealed class BusyWorkflow
    {
        private static readonly ActivityOptions Minute = new() { StartToCloseTimeout = TimeSpan.FromMinutes(1) };

        private readonly List<string> _log = [];
        private CancellationTokenSource _part = new();
        private int _orders;

        [WorkflowRun]
        public async Task<List<string>> RunAsync()
        {
            while (_log.Count < 15)
            {
                var before = _orders;
                var more = await Workflow.WaitConditionAsync(() => _orders > before, TimeSpan.FromSeconds(Workflow.Random.Next(1, 60)));
                _log.Add($"{more} {Workflow.NewGuid()} {Workflow.UtcNow:O}");
            }

            if (_orders % 2 == 0) throw new ApplicationFailureException("even");
            return _log;
        }

        [WorkflowSignal]
        public async Task DoAsync(int what)
        {
            _orders++;
            switch (what)
            {
                case 0 or 1:
                    await ChargeAsync();
                    break;
                case 2:
                    await Workflow.WhenAnyAsync(ChargeAsync(), Workflow.DelayAsync(TimeSpan.FromMinutes(_orders)));
                    break;
                case 3:
                    _part.Cancel();
                    _part = new CancellationTokenSource();
                    break;
                case 4:
                    if (Workflow.Patched($"patch-{_orders % 3}")) await Workflow.DelayAsync(5000);
                    break;
                default:
                    await Workflow.RunTaskAsync(async () =>
                    {
                        await Workflow.WaitConditionAsync(() => _log.Count % 4 == 3, 7000);
                        _log.Add("side");
                    });
                    break;
            }
        }

        private async Task ChargeAsync()
        {
            var options = (ActivityOptions)Minute.Clone();
            options.CancellationToken = _part.Token;
            try
            {
                _log.Add(await Workflow.ExecuteActivityAsync((IOrderActivities activities) => activities.ChargeAsync($"o{_orders}", 1), options));
            }
            catch (ActivityFailureException failed)
            {
                _log.Add(TemporalException.IsCanceledException(failed) ? "cancelled" : "failed");
            }
        }
    }
}
