using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Temporalio.Worker;

/// <summary>What a worker and its server tell each other at the beginning and at the end.</summary>
internal sealed class WorkerHandshake(WorkerScope scope)
{
    /// <summary>A poll that was on its way when we said goodbye is only ended by saying it again.</summary>
    private const int Goodbyes = 5;

    /// <summary>How long the server gets to answer our polls after it was told that we go.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromMilliseconds(300);

    private bool _serverEndsPolls;

    /// <summary>Waits until the server knows our namespace.</summary>
    /// <exception cref="InvalidOperationException">The server refuses us.</exception>
    internal async Task GreetAsync(CancellationToken cancel)
    {
        for (var failures = 1; ; failures++)
        {
            try
            {
                var answer = await scope.Service.DescribeNamespaceAsync(
                    new() { Namespace = scope.Namespace }, new RpcOptions { CancellationToken = cancel }).ConfigureAwait(false);
                _serverEndsPolls = answer.NamespaceInfo?.Capabilities?.WorkerPollCompleteOnShutdown == true;
                return;
            }
            catch (RpcException error) when (error.Code == RpcException.StatusCode.Unimplemented)
            {
                return;
            }
            catch (RpcException error) when (RpcRetrier.IsTransient(error) || error.Code == RpcException.StatusCode.DeadlineExceeded)
            {
                WorkerLog.NotReady(scope.Logger, scope.TaskQueueName, error);
            }
            catch (RpcException error)
            {
                throw new InvalidOperationException($"Worker validation failed: {error.Message}", error);
            }
            var wait = Backoff.Wait(TimeSpan.FromMilliseconds(200), 2, TimeSpan.FromSeconds(10), 0.2, Math.Min(failures, 10));
            await Task.Delay(wait, scope.Time, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Tells the server that no more tasks are wanted, so that none is lost on its way to a poll that is given up.</summary>
    internal async Task SayGoodbyeAsync(Task polling)
    {
        for (var said = 0; said < Goodbyes; said++)
        {
            try
            {
                await scope.Service.ShutdownWorkerAsync(Goodbye(), new RpcOptions { Timeout = TimeSpan.FromSeconds(5) }).ConfigureAwait(false);
            }
            catch (RpcException error)
            {
                WorkerLog.ShutdownUnreported(scope.Logger, scope.TaskQueueName, error);
                return;
            }
            if (!_serverEndsPolls) return;
#pragma warning disable VSTHRD003 // Our own worker's polls; nothing waits for us in turn.
            await polling.WaitAsync(Farewell, scope.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
#pragma warning restore VSTHRD003
            if (polling.IsCompleted) return;
        }
    }

    private ShutdownWorkerRequest Goodbye()
    {
        var request = new ShutdownWorkerRequest
        {
            Namespace = scope.Namespace,
            Identity = scope.Identity,
            Reason = "graceful shutdown",
            StickyTaskQueue = scope.Options.Workflows.Count > 0 && scope.Options.MaxCachedWorkflows > 0 ? scope.StickyQueueName : "",
            WorkerInstanceKey = scope.InstanceKey,
            TaskQueue = scope.TaskQueueName,
        };
        if (scope.Options.Workflows.Count > 0) request.TaskQueueTypes.Add(TaskQueueType.Workflow);
        if (scope.Options.Activities.Count > 0) request.TaskQueueTypes.Add(TaskQueueType.Activity);
        return request;
    }
}
