using System.Collections.Concurrent;
using Temporalio.Activities;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Temporalio.Worker;

/// <summary>Polls for activities, runs them and answers.</summary>
internal sealed class ActivityWorker : IDisposable
{
    private readonly WorkerScope _scope;
    private readonly Dictionary<string, ActivityDefinition> _definitions;
    private readonly ConcurrentDictionary<RunningActivity, byte> _running = new();
    private readonly CancellationTokenSource _shutdown = new();
    private readonly SemaphoreSlim _slots;
    private readonly TaskPoller<PollActivityTaskQueueResponse> _poller;

    internal ActivityWorker(WorkerScope scope)
    {
        _scope = scope;
        _definitions = Definitions(scope.Options.Activities);
        var slots = scope.Options.MaxConcurrentActivities ?? 100;
        _slots = new SemaphoreSlim(slots);
        _poller = new(
            scope, scope.TaskQueueName, Math.Min(scope.Options.MaxConcurrentActivityTaskPolls, slots), _slots, PollAsync, HandleAsync);
    }

    internal Task PollAsync(CancellationToken stop, CancellationToken abort) => _poller.PollAsync(stop, abort);

    /// <summary>Lets running activities finish within the grace period, then cancels them and waits for them.</summary>
    internal async Task DrainAsync()
    {
        var grace = _scope.Options.GracefulShutdownTimeout;
        var drained = _poller.DrainAsync();
        if (!drained.IsCompleted) WorkerLog.DrainingActivities(_scope.Logger, grace, _running.Count);
        await _shutdown.CancelAsync().ConfigureAwait(false);
        if (grace > TimeSpan.Zero) await drained.WaitAsync(grace, _scope.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var activity in _running.Keys) activity.Cancel(ActivityCancelReason.WorkerShutdown);
        await drained.ConfigureAwait(false);
    }

    public void Dispose()
    {
        _shutdown.Dispose();
        _slots.Dispose();
    }

    private static Dictionary<string, ActivityDefinition> Definitions(IEnumerable<ActivityDefinition> given)
    {
        var definitions = new Dictionary<string, ActivityDefinition>(StringComparer.Ordinal);
        foreach (var definition in given)
        {
            if (!definitions.TryAdd(definition.Name!, definition)) throw new ArgumentException($"Duplicate activity named {definition.Name}");
        }
        return definitions;
    }

    private async Task<PollActivityTaskQueueResponse?> PollAsync(CancellationToken abort)
    {
        var task = await _scope.Service.PollActivityTaskQueueAsync(
            new()
            {
                Namespace = _scope.Namespace,
                TaskQueue = _scope.NormalQueue,
                Identity = _scope.Identity,
                WorkerInstanceKey = _scope.InstanceKey,
            },
            new RpcOptions { CancellationToken = abort }).ConfigureAwait(false);
        return task.TaskToken.IsEmpty ? null : task;
    }

    private async Task HandleAsync(PollActivityTaskQueueResponse task)
    {
        using var running = new RunningActivity(_scope, task, _shutdown.Token);
        _running[running] = 0;
        try
        {
            var definition = _definitions.GetValueOrDefault(task.ActivityType.Name);
            var outcome = await _scope.Options.ActivityTaskFactory
                .StartNew(() => running.RunAsync(definition, _definitions.Keys)).Unwrap().ConfigureAwait(false);
            await AnswerAsync(task, running, outcome).ConfigureAwait(false);
        }
        catch (RpcException lost)
        {
            WorkerLog.ActivityAnswerLost(_scope.Logger, task.ActivityType.Name, lost);
        }
        finally
        {
            _running.TryRemove(running, out _);
        }
    }

    private async Task AnswerAsync(PollActivityTaskQueueResponse task, RunningActivity running, ActivityOutcome outcome)
    {
        var unsent = await running.FinishHeartbeatsAsync(outcome is ActivityOutcome.Failed).ConfigureAwait(false);
        switch (outcome)
        {
            case ActivityOutcome.Completed completed:
                await CompleteAsync(task, completed).ConfigureAwait(false);
                break;
            case ActivityOutcome.Cancelled:
                var cancelled = new RespondActivityTaskCanceledRequest
                {
                    Namespace = _scope.Namespace, Identity = _scope.Identity, TaskToken = task.TaskToken,
                };
                await _scope.AnswerAsync(rpc => _scope.Service.RespondActivityTaskCanceledAsync(cancelled, rpc)).ConfigureAwait(false);
                break;
            case ActivityOutcome.Failed failed:
                var failure = new RespondActivityTaskFailedRequest
                {
                    Namespace = _scope.Namespace,
                    Identity = _scope.Identity,
                    TaskToken = task.TaskToken,
                    Failure = failed.Failure,
                    LastHeartbeatDetails = unsent,
                };
                await _scope.AnswerAsync(rpc => _scope.Service.RespondActivityTaskFailedAsync(failure, rpc)).ConfigureAwait(false);
                break;
        }
    }

    private Task CompleteAsync(PollActivityTaskQueueResponse task, ActivityOutcome.Completed completed)
    {
        var request = new RespondActivityTaskCompletedRequest
        {
            Namespace = _scope.Namespace,
            Identity = _scope.Identity,
            TaskToken = task.TaskToken,
            Result = new() { Payloads_ = { completed.Result } },
        };
        return _scope.AnswerAsync(rpc => _scope.Service.RespondActivityTaskCompletedAsync(request, rpc));
    }
}
