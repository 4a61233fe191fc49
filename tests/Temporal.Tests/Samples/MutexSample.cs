using Temporal.Tests.Sdk;
using Temporalio.Activities;
using Temporalio.Client;
using Temporalio.Workflows;

namespace Temporal.Tests.Samples;

public sealed class MutexSample(LocalServer server) : IClassFixture<LocalServer>
{
    [Fact]
    public async Task Workflows_share_a_lock_that_is_itself_a_workflow()
    {
        var options = SampleWorkers.OnNewQueue().AddWorkflow<LockWorkflow>().AddWorkflow<BorrowerWorkflow>().AddAllActivities(typeof(LockActivities), null);

        await SampleWorkers.RunAsync(server.Client, options, async () =>
        {
            var resource = $"lock-{Guid.NewGuid():N}";
            var times = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ =>
                server.Client.ExecuteWorkflowAsync((BorrowerWorkflow borrower) => borrower.RunAsync(resource), options.NewWorkflow())));

            var ordered = times.OrderBy(time => time[0]).ToList();
            foreach (var (earlier, later) in ordered.Zip(ordered.Skip(1))) Assert.True(earlier[1] <= later[0]);
        });
    }

    [Fact]
    public async Task Tasks_of_one_workflow_take_turns()
    {
        var options = SampleWorkers.OnNewQueue().AddWorkflow<TurnsWorkflow>();

        await SampleWorkers.RunAsync(server.Client, options, async () =>
        {
            var handle = await server.Client.StartWorkflowAsync((TurnsWorkflow turns) => turns.RunAsync(), options.NewWorkflow());
            var log = await handle.GetResultAsync();
            await GoldenHistories.KeepAsync(handle, "mutex");

            Assert.Equal(["1 in", "1 out", "2 in", "2 out", "3 in", "3 out", "late: False", "two at once: 2"], log);
        });
    }

    public static class LockActivities
    {
        [Activity]
        public static Task AskForLockAsync(string resource, string workflowId)
        {
            var context = ActivityExecutionContext.Current;
            var options = new WorkflowOptions(resource, context.Info.TaskQueue);
            options.SignalWithStart((LockWorkflow mutex) => mutex.AskAsync(workflowId));
            return context.TemporalClient.StartWorkflowAsync((LockWorkflow mutex) => mutex.RunAsync(), options);
        }
    }

    [Workflow]
    public sealed class LockWorkflow
    {
        private readonly Queue<string> _waiting = new();
        private string? _holder;

        [WorkflowRun]
        public async Task RunAsync()
        {
            while (await Workflow.WaitConditionAsync(() => _waiting.Count > 0, TimeSpan.FromMilliseconds(500)))
            {
                _holder = _waiting.Dequeue();
                await Workflow.GetExternalWorkflowHandle<BorrowerWorkflow>(_holder).SignalAsync(borrower => borrower.GotItAsync());
                await Workflow.WaitConditionAsync(() => _holder is null);
            }
        }

        [WorkflowSignal]
        public Task AskAsync(string workflowId)
        {
            _waiting.Enqueue(workflowId);
            return Task.CompletedTask;
        }

        [WorkflowSignal]
        public Task ReleaseAsync()
        {
            _holder = null;
            return Task.CompletedTask;
        }
    }

    [Workflow]
    public sealed class BorrowerWorkflow
    {
        private bool _hasIt;

        [WorkflowRun]
        public async Task<DateTime[]> RunAsync(string resource)
        {
            await Workflow.ExecuteActivityAsync(
                () => LockActivities.AskForLockAsync(resource, Workflow.Info.WorkflowId), new() { StartToCloseTimeout = TimeSpan.FromSeconds(5) });
            await Workflow.WaitConditionAsync(() => _hasIt);
            var begin = Workflow.UtcNow;
            await Workflow.DelayAsync(5);
            var end = Workflow.UtcNow;
            await Workflow.GetExternalWorkflowHandle<LockWorkflow>(resource).SignalAsync(mutex => mutex.ReleaseAsync());
            return [begin, end];
        }

        [WorkflowSignal]
        public Task GotItAsync()
        {
            _hasIt = true;
            return Task.CompletedTask;
        }
    }

    [Workflow]
    public sealed class TurnsWorkflow
    {
        private readonly List<string> _log = [];

        [WorkflowRun]
        public async Task<List<string>> RunAsync()
        {
            var mutex = new Temporalio.Workflows.Mutex();
            await Workflow.WhenAllAsync(Enumerable.Range(1, 3).Select(number => TakeTurnAsync(mutex, number)));
            await mutex.WaitOneAsync();
            _log.Add($"late: {await mutex.WaitOneAsync(1)}");
            mutex.ReleaseMutex();
            Assert.Throws<InvalidOperationException>(mutex.ReleaseMutex);
            var semaphore = new Temporalio.Workflows.Semaphore(2);
            var atOnce = 0;
            var most = 0;
            await Workflow.WhenAllAsync(Enumerable.Range(0, 5).Select(async _ =>
            {
                await semaphore.WaitAsync();
                most = Math.Max(most, ++atOnce);
                await Workflow.DelayAsync(1);
                atOnce--;
                semaphore.Release();
            }));
            _log.Add($"two at once: {most}");
            return _log;
        }

        private async Task TakeTurnAsync(Temporalio.Workflows.Mutex mutex, int number)
        {
            await mutex.WaitOneAsync();
            _log.Add($"{number} in");
            await Workflow.DelayAsync(1);
            _log.Add($"{number} out");
            mutex.ReleaseMutex();
        }
    }
}
