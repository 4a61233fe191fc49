using System.Collections.Concurrent;
using Temporalio.Activities;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Worker.Tuning;

namespace Temporalio.Worker;

/// <summary>Polls for activities, runs them and answers.</summary>
internal sealed class ActivityWorker : IDisposable
{
    private readonly WorkerScope _scope;
    private readonly ActivityCatalog _definitions;
    private readonly RateLimit? _rate;
    private readonly ConcurrentDictionary<RunningActivity, byte> _running = new();
    private readonly CancellationTokenSource _shutdown = new();
    private readonly SlotPool _slots;
    private readonly TaskPoller<PollActivityTaskQueueResponse> _poller;

    internal ActivityWorker(WorkerScope scope, ActivityCatalog definitions)
    {
        _scope = scope;
        _definitions = definitions;
        _rate = scope.Options.MaxActivitiesPerSecond is { } rate ? new RateLimit(rate, scope.Time) : null;
        _slots = new SlotPool(
            scope, scope.Options.Tuner?.ActivityTaskSlotSupplier ?? new FixedSizeSlotSupplier(scope.Options.MaxConcurrentActivities ?? 100), SlotType.Activity);
        var behavior = scope.Options.ActivityTaskPollerBehavior ?? new PollerBehavior.SimpleMaximum(scope.Options.MaxConcurrentActivityTaskPolls);
        _poller = new(
            scope,
            scope.TaskQueueName,
            isSticky: false,
            PollerScale.Of(behavior, _slots.Most),
            _slots,
            PollAsync,
            task => new SlotInfo.ActivitySlotInfo(task.ActivityType.Name),
            HandleAsync);
    }

    /// <summary>Cancelled when the shutdown begins.</summary>
    internal CancellationToken Shutdown => _shutdown.Token;

    internal Task PollAsync(CancellationToken stop, CancellationToken abort) => _poller.PollAsync(stop, abort);

    /// <summary>Whether this worker can take an activity besides those it polls for; if so, a place is kept for it.</summary>
    internal Slot? TryReserve(string activity) =>
        !_shutdown.IsCancellationRequested && _rate is null && _definitions.Has(activity) ? _poller.TryReserve() : null;

    /// <summary>Runs an activity that came by another way than a poll, in a place kept for it.</summary>
    internal void Accept(PollActivityTaskQueueResponse task, Slot? place) => _poller.Accept(task, place);

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

    private async Task<Polled<PollActivityTaskQueueResponse>> PollAsync(CancellationToken abort)
    {
        if (_rate is not null) await _rate.WaitAsync(abort).ConfigureAwait(false);
        var task = await _scope.Service.PollActivityTaskQueueAsync(
            new()
            {
                Namespace = _scope.Namespace,
                TaskQueue = _scope.NormalQueue,
                Identity = _scope.Identity,
                WorkerInstanceKey = _scope.InstanceKey,
                TaskQueueMetadata = _scope.Options.MaxTaskQueueActivitiesPerSecond is { } rate ? new() { MaxTasksPerSecond = rate } : null,
            },
            new RpcOptions { CancellationToken = abort }).ConfigureAwait(false);
        return new(task.TaskToken.IsEmpty ? null : task, task.PollerScalingDecision);
    }

    private async Task HandleAsync(PollActivityTaskQueueResponse task)
    {
        using var running = new RunningActivity(_scope, task, _shutdown.Token);
        _running[running] = 0;
        try
        {
            var definition = _definitions.Find(task.ActivityType.Name);
            var outcome = await _scope.Options.ActivityTaskFactory
                .StartNew(() => running.RunAsync(definition, _definitions.Names)).Unwrap().ConfigureAwait(false);
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
