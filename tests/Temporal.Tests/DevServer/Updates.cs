using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Protocol.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Tests.DevServer;

/// <summary>What callers and workers send for updates.</summary>
internal static class Updates
{
    internal static UpdateWorkflowExecutionRequest Request(string workflowId, string updateId) => new()
    {
        Namespace = Server.Namespace,
        WorkflowExecution = new() { WorkflowId = workflowId },
        WaitPolicy = new() { LifecycleStage = UpdateWorkflowExecutionLifecycleStage.Completed },
        Request = new() { Meta = new() { UpdateId = updateId, Identity = "client" }, Input = new() { Name = "change" } },
    };

    internal static void AcceptAndComplete(RespondWorkflowTaskCompletedRequest completion, Message message)
    {
        var id = message.ProtocolInstanceId;
        Add(completion, $"{id}/accept", id, new Acceptance { AcceptedRequestMessageId = message.Id, AcceptedRequest = message.Body.Unpack<Request>() });
        Add(completion, $"{id}/complete", id, new Response { Meta = new() { UpdateId = id }, Outcome = new() { Success = Server.Payload("yes") } });
    }

    internal static void Reject(RespondWorkflowTaskCompletedRequest completion, Message message)
    {
        completion.Capabilities = new() { DiscardSpeculativeWorkflowTaskWithEvents = true };
        completion.Messages.Add(new Message
        {
            Id = $"{message.ProtocolInstanceId}/reject",
            ProtocolInstanceId = message.ProtocolInstanceId,
            Body = Any.Pack(new Rejection { RejectedRequestMessageId = message.Id, Failure = new() { Message = "no", ApplicationFailureInfo = new() { Type = "No" } } }),
        });
    }

    private static void Add(RespondWorkflowTaskCompletedRequest completion, string messageId, string updateId, Google.Protobuf.IMessage body)
    {
        completion.Messages.Add(new Message { Id = messageId, ProtocolInstanceId = updateId, Body = Any.Pack(body) });
        completion.Commands.Add(new Command { CommandType = CommandType.ProtocolMessage, ProtocolMessageCommandAttributes = new() { MessageId = messageId } });
    }
}
