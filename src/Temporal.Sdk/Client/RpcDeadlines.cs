using Google.Protobuf;
using Temporalio.Api.WorkflowService.V1;

namespace Temporalio.Client;

/// <summary>How long an attempt of a call may take when the caller does not say.</summary>
internal static class RpcDeadlines
{
    /// <summary>Servers hold a task poll for at most 60 seconds; the rest is for the way.</summary>
    internal static readonly TimeSpan LongPoll = TimeSpan.FromSeconds(70);

    private static readonly TimeSpan Normal = TimeSpan.FromSeconds(30);

    internal static TimeSpan Of(IMessage request) => IsLongPoll(request) ? LongPoll : Normal;

    /// <summary>Whether the server may hold the call back until something happens.</summary>
    internal static bool IsLongPoll(IMessage request) => request switch
    {
        GetWorkflowExecutionHistoryRequest history => history.WaitNewEvent,
        PollWorkflowTaskQueueRequest or PollActivityTaskQueueRequest => true,
        PollWorkflowExecutionUpdateRequest or UpdateWorkflowExecutionRequest => true,
        _ => false,
    };
}
