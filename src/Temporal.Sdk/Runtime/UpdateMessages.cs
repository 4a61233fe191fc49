using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.History.V1;
using Temporalio.Api.Protocol.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporalio.Runtime;

/// <summary>Updates on their way between the wire and a run.</summary>
internal static class UpdateMessages
{
    /// <summary>The updates a task asks for, in the order they are to be applied.</summary>
    /// <exception cref="InvalidOperationException">A message is no update.</exception>
    internal static async Task<IReadOnlyList<ActivationJob.Update>> ReadAsync(PollWorkflowTaskQueueResponse task, PayloadTransform codec)
    {
        if (task.Messages.Count == 0) return [];
        var updates = new List<ActivationJob.Update>(task.Messages.Count);
        foreach (var message in task.Messages)
        {
            if (message.Body?.TryUnpack<Request>(out var request) != true)
            {
                throw new InvalidOperationException($"The task has a message {message.Id} of unknown type {message.Body?.TypeUrl}.");
            }

            await codec.DecodeAsync(request!).ConfigureAwait(false);
            updates.Add(new ActivationJob.Update(message.ProtocolInstanceId, message.Id, message.EventId, request!, RunsValidator: true));
        }

        return updates;
    }

    /// <summary>An update history says was accepted; it is not validated again.</summary>
    internal static ActivationJob.Update Read(WorkflowExecutionUpdateAcceptedEventAttributes accepted) => new(
        accepted.ProtocolInstanceId,
        accepted.AcceptedRequestMessageId,
        accepted.AcceptedRequestSequencingEventId,
        accepted.AcceptedRequest,
        RunsValidator: false);

    /// <summary>An update the server put into history before any worker had it, as a reset does.</summary>
    internal static ActivationJob.Update Read(HistoryEvent admitted)
    {
        var request = admitted.WorkflowExecutionUpdateAdmittedEventAttributes.Request;
        return new ActivationJob.Update(request.Meta.UpdateId, $"{request.Meta.UpdateId}/request", admitted.EventId, request, RunsValidator: true);
    }

    /// <summary>Encodes and packs a message for the wire.</summary>
    internal static async Task<Message> PackAsync(OutgoingMessage message, PayloadTransform codec)
    {
        await codec.EncodeAsync(message.Body).ConfigureAwait(false);
        return new Message { Id = message.Id, ProtocolInstanceId = message.ProtocolInstanceId, Body = Any.Pack(message.Body) };
    }
}
