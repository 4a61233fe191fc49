using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Runtime;

/// <summary>Signals and cancel requests a workflow sends to others, its children included.</summary>
internal sealed class ExternalCalls(WorkflowInstance workflow)
{
    private readonly Dictionary<long, TaskCompletionSource<Failure?>> _pending = [];

    /// <summary>Sends a signal; the task completes when the other workflow has it.</summary>
    internal Task SignalAsync(
        string id, string runId, bool isChild, string signal, IReadOnlyCollection<object?> args, IDictionary<string, Payload>? headers, CancellationToken? token)
    {
        var cancel = token ?? workflow.CancellationToken;
        if (cancel.IsCancellationRequested) return Task.FromException(new CanceledFailureException("Signal cancelled before scheduled"));
        var answered = new TaskCompletionSource<Failure?>();
        var command = workflow.Commands.Add(
            new Command
            {
                CommandType = CommandType.SignalExternalWorkflowExecution,
                SignalExternalWorkflowExecutionCommandAttributes = new SignalExternalWorkflowExecutionCommandAttributes
                {
                    Namespace = workflow.Info.Namespace,
                    Execution = new WorkflowExecution { WorkflowId = id, RunId = runId },
                    SignalName = signal,
                    Input = new Payloads { Payloads_ = { workflow.ConverterOf(id).PayloadConverter.ToPayloads(args) } },
                    ChildWorkflowOnly = isChild,
                    Header = Headers.Of(headers),
                },
            },
            eventId => _pending[eventId] = answered);
        return workflow.Scheduler.StartAsync(async () =>
        {
            using var registration = cancel.Register(() => Withdraw(command, answered));
            await ThrowIfFailedAsync(answered).ConfigureAwait(true);
        });
    }

    /// <summary>Requests a cancellation; the task completes when the other workflow has the request.</summary>
    internal Task CancelAsync(string id, string runId, bool isChild)
    {
        var answered = new TaskCompletionSource<Failure?>();
        workflow.Commands.Add(
            new Command
            {
                CommandType = CommandType.RequestCancelExternalWorkflowExecution,
                RequestCancelExternalWorkflowExecutionCommandAttributes = new RequestCancelExternalWorkflowExecutionCommandAttributes
                {
                    Namespace = workflow.Info.Namespace,
                    WorkflowId = id,
                    RunId = runId,
                    ChildWorkflowOnly = isChild,
                },
            },
            eventId => _pending[eventId] = answered);
        return workflow.Scheduler.StartAsync(() => ThrowIfFailedAsync(answered));
    }

    internal void Resolve(ActivationJob.ResolveExternal resolution)
    {
        if (_pending.Remove(resolution.InitiatedEventId, out var answered)) answered.TrySetResult(resolution.Failure);
    }

    private async Task ThrowIfFailedAsync(TaskCompletionSource<Failure?> answered)
    {
        if (await answered.Task.ConfigureAwait(true) is { } failure) throw workflow.FailureConverter.ToException(failure, workflow.PayloadConverter);
    }

    // Once sent, a signal cannot be called back.
    private void Withdraw(PendingCommand command, TaskCompletionSource<Failure?> answered)
    {
        if (!workflow.Commands.Withdraw(command)) return;
        workflow.ApplyNext(new ActivationJob.Run(() => answered.TrySetResult(
            new Failure { Message = "Signal was cancelled before being sent", CanceledFailureInfo = new CanceledFailureInfo() })));
    }
}
