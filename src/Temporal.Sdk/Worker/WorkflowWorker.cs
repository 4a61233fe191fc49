using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Hitl.FailPoints;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Runtime;
using Temporalio.Worker.Tuning;

namespace Temporalio.Worker;

/// <summary>Polls for workflow tasks on the common and the sticky queue, has them processed, and answers.</summary>
internal sealed class WorkflowWorker : IDisposable
{
    private readonly WorkerScope _scope;
    private readonly IWorkflowTaskProcessor _processor;
    private readonly EagerActivities _eager;
    private readonly SlotPool _slots;
    private readonly TaskPoller<PollWorkflowTaskQueueResponse>[] _pollers;
    private readonly Lock _gate = new();
    private readonly Func<IEagerWorkflowWorker?> _reserve;
    private WorkerRegistry? _offered;
    private volatile bool _isStopping;

    internal WorkflowWorker(WorkerScope scope, IWorkflowTaskProcessor processor, ActivityWorker? activities = null)
    {
        _scope = scope;
        _reserve = TryReserve;
        _eager = new EagerActivities(scope, activities);
        _processor = processor;
        _slots = new SlotPool(
            scope, scope.Options.Tuner?.WorkflowTaskSlotSupplier ?? new FixedSizeSlotSupplier(scope.Options.MaxConcurrentWorkflowTasks ?? 100), SlotType.Workflow);
        var (normal, sticky) = Scales(scope.Options, _slots.Most);
        _pollers = [PollerOf(scope.NormalQueue, isSticky: false, normal), PollerOf(scope.StickyQueue, isSticky: true, sticky)];
    }

    private void OfferPlaces(WorkerRegistry? workers)
    {
        _offered?.Remove(_scope.Namespace, _scope.TaskQueueName, _reserve);
        _offered = workers;
        workers?.Add(_scope.Namespace, _scope.TaskQueueName, _reserve);
    }

    private bool IsSticky => _scope.Options.MaxCachedWorkflows > 0;

    internal async Task PollAsync(CancellationToken stop, CancellationToken abort)
    {
        lock (_gate) OfferPlaces(_scope.Client.Connection.Workers);
        try
        {
            await Task.WhenAll(_pollers.Select(poller => poller.PollAsync(stop, abort))).ConfigureAwait(false);
        }
        finally
        {
            lock (_gate) OfferPlaces(null);
        }
    }

    /// <summary>Goes over to another client; workflows that begin at once are from then on those started there.</summary>
    internal void Replace(ITemporalClient client)
    {
        lock (_gate)
        {
            _scope.Client = client;
            if (_offered is not null) OfferPlaces(client.Connection.Workers);
        }
    }

    /// <summary>Waits for the tasks at hand, without accepting further ones with their answers.</summary>
    internal Task DrainAsync()
    {
        _isStopping = true;
        return Task.WhenAll(_pollers.Select(poller => poller.DrainAsync()));
    }

    public void Dispose()
    {
        _slots.Dispose();
        _processor.Dispose();
    }

    /// <summary>Divides the polls; each queue has a slot of its own, or one kind of poll could hold all of them for a minute.</summary>
    internal static (int Normal, int Sticky) Loops(TemporalWorkerOptions options, int slots)
    {
        var polls = (options.WorkflowTaskPollerBehavior as PollerBehavior.SimpleMaximum)?.Maximum ?? options.MaxConcurrentWorkflowTaskPolls;
        if (options.MaxCachedWorkflows == 0) return (Math.Min(polls, slots), 0);
        if (slots < 2) throw new ArgumentException("MaxConcurrentWorkflowTasks must be at least 2 unless MaxCachedWorkflows is 0");
        var normal = Math.Max(1, (int)(polls * options.NonStickyToStickyPollRatio));
        var sticky = Math.Max(1, polls - normal);
        normal = Math.Min(normal, slots - 1);
        return (normal, Math.Min(sticky, slots - normal));
    }

    private static (PollerScale Normal, PollerScale Sticky) Scales(TemporalWorkerOptions options, int slots)
    {
        var (normal, sticky) = Loops(options, slots);
        if (options.WorkflowTaskPollerBehavior is not PollerBehavior.Autoscaling auto) return (PollerScale.Fixed(normal), PollerScale.Fixed(sticky));
        if (sticky == 0) return (PollerScale.Of(auto, slots), PollerScale.Fixed(0));
        // Half the slots each, for the same reason.
        return (PollerScale.Of(auto, slots / 2), PollerScale.Of(auto, slots - (slots / 2)));
    }

    private TaskPoller<PollWorkflowTaskQueueResponse> PollerOf(TaskQueue queue, bool isSticky, PollerScale scale) => new(
        _scope,
        queue.Name,
        isSticky,
        scale,
        _slots,
        cancel => PollAsync(queue, cancel),
        task => new SlotInfo.WorkflowSlotInfo(task.WorkflowType?.Name ?? "", isSticky),
        HandleAsync);

    private async Task<Polled<PollWorkflowTaskQueueResponse>> PollAsync(TaskQueue queue, CancellationToken cancel)
    {
        var task = await _scope.Service.PollWorkflowTaskQueueAsync(
            new()
            {
                Namespace = _scope.Namespace,
                TaskQueue = queue,
                Identity = _scope.Identity,
                WorkerInstanceKey = _scope.InstanceKey,
            },
            new RpcOptions { CancellationToken = cancel }).ConfigureAwait(false);
        return new(task.TaskToken.IsEmpty ? null : task, task.PollerScalingDecision);
    }

    private IEagerWorkflowWorker? TryReserve() => !_isStopping && _pollers[0].TryReserve() is { } slot ? new Place(this, slot) : null;

    private async Task HandleAsync(PollWorkflowTaskQueueResponse task)
    {
        // An answer may bring the run's next task along.
        var (id, run) = (task.WorkflowExecution.WorkflowId, task.WorkflowExecution.RunId);
        for (PollWorkflowTaskQueueResponse? next = task; next is not null;)
        {
            try
            {
                next = await ProcessAsync(next).ConfigureAwait(false);
            }
            catch (RpcException refused)
            {
                _processor.Evict(run);
                WorkerLog.WorkflowAnswerRefused(_scope.Logger, id, refused);
                return;
            }
            catch
            {
                _processor.Evict(run);
                throw;
            }
        }
    }

    private async Task<PollWorkflowTaskQueueResponse?> ProcessAsync(PollWorkflowTaskQueueResponse task)
    {
        var (token, execution) = (task.TaskToken, task.WorkflowExecution);
        var result = await _processor.ProcessAsync(
            task, (page, cancel) => FetchAsync(execution, page, cancel), CancellationToken.None).ConfigureAwait(false);
        switch (result)
        {
            case WorkflowTaskResult.Completed completed:
                return await CompleteAsync(token, completed.Request).ConfigureAwait(false);
            case WorkflowTaskResult.QueryAnswered answered:
                (answered.Request.TaskToken, answered.Request.Namespace) = (token, _scope.Namespace);
                await _scope.AnswerAsync(rpc => _scope.Service.RespondQueryTaskCompletedAsync(answered.Request, rpc)).ConfigureAwait(false);
                return null;
            case WorkflowTaskResult.Failed failed:
                WorkerLog.WorkflowTaskFailed(
                    _scope.Logger, task.WorkflowType?.Name ?? "", execution.WorkflowId, task.Attempt, failed.Cause.ToString(), failed.Failure.Message);
                // From the second attempt on the task's own timeout paces the retries; answering would make them spin.
                if (task.Attempt <= 1) await FailAsync(token, failed.Cause, failed.Failure).ConfigureAwait(false);
                return null;
            default:
                throw new InvalidOperationException($"Unexpected result {result}");
        }
    }

    private async Task<PollWorkflowTaskQueueResponse?> CompleteAsync(ByteString token, RespondWorkflowTaskCompletedRequest request)
    {
        request.TaskToken = token;
        request.Namespace = _scope.Namespace;
        request.Identity = _scope.Identity;
        request.WorkerInstanceKey = _scope.InstanceKey;
        request.ReturnNewWorkflowTask = !_isStopping;
        if (IsSticky)
        {
            request.StickyAttributes = new()
            {
                WorkerTaskQueue = _scope.StickyQueue,
                ScheduleToStartTimeout = Duration.FromTimeSpan(_scope.Options.StickyQueueScheduleToStartTimeout),
            };
        }
        var reserved = _isStopping ? _eager.Decline(request) : _eager.Reserve(request);
        IReadOnlyList<PollActivityTaskQueueResponse> handedOver = [];
        try
        {
            FailPoint.Hit("W1");
            var answer = await _scope.AnswerAsync(rpc => _scope.Service.RespondWorkflowTaskCompletedAsync(request, rpc)).ConfigureAwait(false);
            handedOver = answer.ActivityTasks;
            return answer.WorkflowTask is { TaskToken.IsEmpty: false } next ? next : null;
        }
        catch (RpcException tooLarge) when (tooLarge.Code == RpcException.StatusCode.ResourceExhausted && !RpcRetrier.IsTransient(tooLarge))
        {
            var failure = new Failure { Message = tooLarge.Message, ApplicationFailureInfo = new() { Type = "GrpcMessageTooLarge" } };
            await FailAsync(token, WorkflowTaskFailedCause.GrpcMessageTooLarge, failure).ConfigureAwait(false);
            throw;
        }
        finally
        {
            _eager.Run(handedOver, reserved);
        }
    }

    private Task FailAsync(ByteString token, WorkflowTaskFailedCause cause, Failure failure)
    {
        var request = new RespondWorkflowTaskFailedRequest
        {
            Namespace = _scope.Namespace, Identity = _scope.Identity, TaskToken = token, Cause = cause, Failure = failure,
        };
        return _scope.AnswerAsync(rpc => _scope.Service.RespondWorkflowTaskFailedAsync(request, rpc));
    }

    private async Task<History> FetchAsync(Api.Common.V1.WorkflowExecution execution, ByteString page, CancellationToken cancel)
    {
        var history = new History();
        var request = new GetWorkflowExecutionHistoryRequest { Namespace = _scope.Namespace, Execution = execution, NextPageToken = page };
        do
        {
            var answer = await _scope.Service.GetWorkflowExecutionHistoryAsync(
                request, new RpcOptions { Retry = true, CancellationToken = cancel }).ConfigureAwait(false);
            history.Events.Add(answer.History?.Events ?? []);
            request.NextPageToken = answer.NextPageToken;
        }
        while (!request.NextPageToken.IsEmpty);
        return history;
    }

    /// <summary>A place kept for the first task of a workflow that is being started.</summary>
    private sealed class Place(WorkflowWorker worker, Slot slot) : IEagerWorkflowWorker
    {
        public void Take(PollWorkflowTaskQueueResponse? task)
        {
            if (task is null) slot.Release();
            else worker._pollers[0].Accept(task, slot);
        }
    }
}
