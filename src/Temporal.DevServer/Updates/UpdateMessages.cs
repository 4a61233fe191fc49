using Temporal.DevServer.Commands;
using Temporal.DevServer.Engine;
using Temporal.DevServer.State;
using Temporalio.Api.Protocol.V1;
using Temporalio.Api.Update.V1;

namespace Temporal.DevServer.Updates;

/// <summary>The messages that carry updates to workers with workflow tasks.</summary>
internal static class UpdateMessages
{
    /// <summary>Sends every update that no event tells of along with a task that was just started.</summary>
    /// <remarks>One that a reset admitted reaches workers by its event; a message as well would be the same update twice.</remarks>
    internal static void Attach(RunState run, RunLive live, PollWorkflowTaskQueueResponse response)
    {
        var task = run.WorkflowTask!;
        live.ForgetKnown(run);
        foreach (var pending in live.Updates)
        {
            pending.SentWithTask = task.Stamp;
            response.Messages.Add(Message(pending.Id, pending.Request, task));
        }
    }

    /// <exception cref="CommandRefusedException">The message fits no update.</exception>
    internal static void Handle(CommandContext context, Message message)
    {
        try
        {
            if (message.Body is null) throw Refuse("Message body is not set.");
            if (message.Body.TryUnpack<Acceptance>(out var acceptance)) Accept(context, message.ProtocolInstanceId, acceptance);
            else if (message.Body.TryUnpack<Response>(out var response)) Complete(context, message.ProtocolInstanceId, response);
            else if (message.Body.TryUnpack<Rejection>(out var rejection)) context.Updates.Rejected[message.ProtocolInstanceId] = rejection.Failure;
            else throw Refuse($"Unknown message type {message.Body.TypeUrl}.");
        }
        catch (InvalidProtocolBufferException)
        {
            throw Refuse($"The body of message {message.Id} cannot be read.");
        }
    }

    private static void Accept(CommandContext context, string id, Acceptance acceptance)
    {
        var run = context.Run;
        var known = context.Updates.Live.Updates.Find(u => u.Id == id)?.Request ?? run.Updates.GetValueOrDefault(id)?.Request;
        // A worker may hold an update this process never saw: its answer brings the request with it.
        var request = known ?? acceptance.AcceptedRequest ?? throw Refuse($"Update {id} is not known.");
        if (run.Updates.TryGetValue(id, out var entry) && entry.AcceptedEventId > 0) throw Refuse($"Update {id} was accepted before.");
        context.Transition.Write(EventType.WorkflowExecutionUpdateAccepted, e => e.WorkflowExecutionUpdateAcceptedEventAttributes = new()
        {
            ProtocolInstanceId = id,
            AcceptedRequestMessageId = acceptance.AcceptedRequestMessageId,
            AcceptedRequestSequencingEventId = acceptance.AcceptedRequestSequencingEventId,
            AcceptedRequest = request,
        });
        context.Updates.Accepted.Add(id);
    }

    private static void Complete(CommandContext context, string id, Response response)
    {
        if (!context.Run.Updates.TryGetValue(id, out var entry) || entry is not { AcceptedEventId: > 0, Outcome: null })
        {
            throw Refuse($"Update {id} is not accepted or is completed already.");
        }
        context.Transition.Write(EventType.WorkflowExecutionUpdateCompleted, e => e.WorkflowExecutionUpdateCompletedEventAttributes = new()
        {
            Meta = response.Meta ?? new() { UpdateId = id },
            Outcome = response.Outcome,
            AcceptedEventId = entry.AcceptedEventId,
        });
    }

    private static Message Message(string id, Request request, WorkflowTaskState task) => new()
    {
        Id = $"{id}/request",
        ProtocolInstanceId = id,
        EventId = task.StartedEventId - 1,
        Body = Any.Pack(request),
    };

    private static CommandRefusedException Refuse(string message) => new(WorkflowTaskFailedCause.BadUpdateWorkflowExecutionMessage, message);
}
