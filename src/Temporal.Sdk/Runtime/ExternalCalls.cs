using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Runtime.Machines;

namespace Temporalio.Runtime;

/// <summary>Signals and cancel requests a workflow sends to others, its children included.</summary>
internal sealed class ExternalCalls(WorkflowInstance workflow)
{
    private readonly Dictionary<long, ExternalCall> _pending = [];

    /// <summary>Sends a signal; the task completes when the other workflow has it.</summary>
    internal Task SignalAsync(
        string id, string runId, bool isChild, string signal, IReadOnlyCollection<object?> args, IDictionary<string, Payload>? headers, CancellationToken? token)
    {
        var cancel = token ?? workflow.CancellationToken;
        if (cancel.IsCancellationRequested) return Task.FromException(new CanceledFailureException("Signal cancelled before scheduled"));
        var call = new ExternalCall();
        call.Command = workflow.Commands.Add(
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
            eventId => _pending[eventId] = call);
        call.Step(ExternalMachine.Step.Signal, ExternalMachine.Phase.Signaling);
        return workflow.Scheduler.StartAsync(async () =>
        {
            using var registration = cancel.Register(() => Withdraw(call));
            await ThrowIfFailedAsync(call).ConfigureAwait(true);
        });
    }

    /// <summary>Requests a cancellation; the task completes when the other workflow has the request.</summary>
    internal Task CancelAsync(string id, string runId, bool isChild)
    {
        var call = new ExternalCall();
        call.Command = workflow.Commands.Add(
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
            eventId => _pending[eventId] = call);
        call.Step(ExternalMachine.Step.RequestCancel, ExternalMachine.Phase.Requesting);
        return workflow.Scheduler.StartAsync(() => ThrowIfFailedAsync(call));
    }

    internal void Resolve(ActivationJob.ResolveExternal resolution)
    {
        if (!_pending.Remove(resolution.InitiatedEventId, out var call)) return;
        call.Answer(resolution.Failure is null ? ExternalMachine.Step.Deliver : ExternalMachine.Step.Refuse, resolution.Failure);
    }

    private async Task ThrowIfFailedAsync(ExternalCall call)
    {
        if (await call.Answered.Task.ConfigureAwait(true) is { } failure) throw workflow.FailureConverter.ToException(failure, workflow.PayloadConverter);
    }

    private void Withdraw(ExternalCall call)
    {
        if (call.Phase != ExternalMachine.Phase.Signaling) return;
        if (!workflow.Commands.Withdraw(call.Command!))
        {
            call.Step(ExternalMachine.Step.CancelLate, ExternalMachine.Phase.Signaling);
            return;
        }

        workflow.ApplyNext(new ActivationJob.Run(() => call.Answer(
            ExternalMachine.Step.Withdraw,
            new Failure { Message = "Signal was cancelled before being sent", CanceledFailureInfo = new CanceledFailureInfo() })));
    }
}
