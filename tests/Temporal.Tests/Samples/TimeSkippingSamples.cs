using Temporalio.Activities;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Testing;
using Temporalio.Workflows;

namespace Temporal.Tests.Samples;

public sealed class TimeSkippingSamples : IAsyncLifetime
{
    private WorkflowEnvironment _environment = null!;

    public async ValueTask InitializeAsync() => _environment = await WorkflowEnvironment.StartTimeSkippingAsync();

    public ValueTask DisposeAsync() => _environment.DisposeAsync();

    [Fact]
    public Task A_timer_can_be_moved_while_it_runs()
    {
        var options = SampleWorkers.OnNewQueue().AddWorkflow<UpdatableTimerWorkflow>();
        return SampleWorkers.RunAsync(_environment.Client, options, async () =>
        {
            var begin = await _environment.GetCurrentTimeAsync();
            var handle = await _environment.Client.StartWorkflowAsync(
                (UpdatableTimerWorkflow timer) => timer.RunAsync(begin + TimeSpan.FromDays(30)), options.NewWorkflow());

            await handle.SignalAsync(timer => timer.MoveAsync(begin + TimeSpan.FromDays(1)));
            await handle.GetResultAsync();

            Assert.InRange(await _environment.GetCurrentTimeAsync() - begin, TimeSpan.FromDays(1), TimeSpan.FromDays(2));
        });
    }

    [Fact]
    public Task Reminders_come_every_month_until_somebody_says_stop()
    {
        var options = SampleWorkers.OnNewQueue().AddWorkflow<SleepForDaysWorkflow>().AddAllActivities(typeof(Reminders), null);
        return SampleWorkers.RunAsync(_environment.Client, options, async () =>
        {
            var handle = await _environment.Client.StartWorkflowAsync((SleepForDaysWorkflow sleeper) => sleeper.RunAsync(), options.NewWorkflow());

            await _environment.DelayAsync(TimeSpan.FromDays(75), TestContext.Current.CancellationToken);
            await handle.SignalAsync(sleeper => sleeper.StopAsync());

            Assert.Equal(3, await handle.GetResultAsync());
        });
    }

    [Fact]
    public Task An_activity_is_polled_for_with_a_steady_retry_until_it_succeeds()
    {
        var options = SampleWorkers.OnNewQueue().AddWorkflow<PollingWorkflow>().AddAllActivities(typeof(Reminders), null);
        return SampleWorkers.RunAsync(_environment.Client, options, async () =>
        {
            var begin = await _environment.GetCurrentTimeAsync();

            var result = await _environment.Client.ExecuteWorkflowAsync((PollingWorkflow polling) => polling.RunAsync(), options.NewWorkflow());

            Assert.Equal("ready at attempt 5", result);
            Assert.InRange(await _environment.GetCurrentTimeAsync() - begin, TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(5));
        });
    }

    [Fact]
    public Task A_saga_undoes_what_it_did_in_reverse()
    {
        var options = SampleWorkers.OnNewQueue().AddWorkflow<SagaWorkflow>().AddAllActivities(typeof(Reminders), null);
        return SampleWorkers.RunAsync(_environment.Client, options, async () =>
        {
            var handle = await _environment.Client.StartWorkflowAsync((SagaWorkflow saga) => saga.RunAsync(), options.NewWorkflow());

            var failed = await Assert.ThrowsAsync<WorkflowFailedException>(() => handle.GetResultAsync());

            Assert.Equal("deposit refused", Assert.IsType<ActivityFailureException>(failed.InnerException).InnerException!.Message);
            Assert.Equal(["withdraw", "reserve"], await handle.QueryAsync(saga => saga.Undone));
            await GoldenHistories.KeepAsync(handle, "saga");
        });
    }

    [Fact]
    public Task A_loop_goes_on_as_new_with_what_it_has_so_far()
    {
        var options = SampleWorkers.OnNewQueue().AddWorkflow<LoopWorkflow>();
        return SampleWorkers.RunAsync(_environment.Client, options, async () =>
        {
            var handle = await _environment.Client.StartWorkflowAsync((LoopWorkflow loop) => loop.RunAsync(3), options.NewWorkflow());

            Assert.Equal(0, await handle.GetResultAsync());
            await GoldenHistories.KeepAsync(handle with { RunId = handle.ResultRunId }, "continued-as-new");
            var description = await _environment.Client.GetWorkflowHandle(handle.Id).DescribeAsync();
            Assert.Equal("1 left", await description.Memo["progress"].ToValueAsync<string>());
        });
    }

    public static class Reminders
    {
        [Activity]
        public static void Remind() => _ = ActivityExecutionContext.Current.Info.ActivityId;

        [Activity]
        public static string Poll() => ActivityExecutionContext.Current.Info.Attempt is >= 5 and var attempt
            ? $"ready at attempt {attempt}"
            : throw new ApplicationFailureException("not ready");

        [Activity]
        public static void Step(string name)
        {
            if (name == "deposit") throw new ApplicationFailureException("deposit refused", nonRetryable: true);
        }
    }

    [Workflow]
    public sealed class UpdatableTimerWorkflow
    {
        private DateTime _wakeUp;

        [WorkflowInit]
        public UpdatableTimerWorkflow(DateTime wakeUp) => _wakeUp = wakeUp;

        [WorkflowRun]
        public async Task RunAsync(DateTime wakeUp)
        {
            _ = wakeUp;
            while (Workflow.UtcNow < _wakeUp)
            {
                var current = _wakeUp;
                await Workflow.WaitConditionAsync(() => _wakeUp != current, current - Workflow.UtcNow);
            }
        }

        [WorkflowSignal]
        public Task MoveAsync(DateTime wakeUp)
        {
            _wakeUp = wakeUp;
            return Task.CompletedTask;
        }
    }

    [Workflow]
    public sealed class SleepForDaysWorkflow
    {
        private bool _stopped;

        [WorkflowRun]
        public async Task<int> RunAsync()
        {
            var sent = 0;
            do
            {
                await Workflow.ExecuteActivityAsync(() => Reminders.Remind(), new() { StartToCloseTimeout = TimeSpan.FromSeconds(10) });
                sent++;
            }
            while (!await Workflow.WaitConditionAsync(() => _stopped, TimeSpan.FromDays(30)));
            return sent;
        }

        [WorkflowSignal]
        public Task StopAsync()
        {
            _stopped = true;
            return Task.CompletedTask;
        }
    }

    [Workflow]
    public sealed class PollingWorkflow
    {
        [WorkflowRun]
        public Task<string> RunAsync() => Workflow.ExecuteActivityAsync(() => Reminders.Poll(), new()
        {
            StartToCloseTimeout = TimeSpan.FromSeconds(2),
            RetryPolicy = new() { BackoffCoefficient = 1, InitialInterval = TimeSpan.FromMinutes(1) },
        });
    }

    [Workflow]
    public sealed class SagaWorkflow
    {
        [WorkflowQuery]
        public List<string> Undone { get; } = [];

        [WorkflowRun]
        public async Task RunAsync()
        {
            var undo = new Stack<string>();
            try
            {
                foreach (var step in new[] { "reserve", "withdraw", "deposit" })
                {
                    await Workflow.ExecuteActivityAsync(() => Reminders.Step(step), new() { ScheduleToCloseTimeout = TimeSpan.FromMinutes(1) });
                    undo.Push(step);
                }
            }
            catch (Exception)
            {
                while (undo.TryPop(out var step))
                {
                    await Workflow.ExecuteActivityAsync(() => Reminders.Step(step), new()
                    {
                        ScheduleToCloseTimeout = TimeSpan.FromMinutes(1), CancellationToken = CancellationToken.None,
                    });
                    Undone.Add(step);
                }

                throw;
            }
        }
    }

    [Workflow]
    public sealed class LoopWorkflow
    {
        [WorkflowRun]
        public async Task<int> RunAsync(int left)
        {
            if (left == 0) return 0;
            await Workflow.DelayAsync(TimeSpan.FromDays(1));
            throw Workflow.CreateContinueAsNewException(
                (LoopWorkflow loop) => loop.RunAsync(left - 1), new() { Memo = new Dictionary<string, object> { ["progress"] = $"{left} left" } });
        }
    }
}
