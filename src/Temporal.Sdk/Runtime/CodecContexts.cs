using Google.Protobuf;
using Temporalio.Api.Command.V1;
using Temporalio.Api.History.V1;
using Temporalio.Converters;

namespace Temporalio.Runtime;

/// <summary>Which form of a codec is for which part of what a run and its server tell each other.</summary>
internal sealed class CodecContexts(IWithSerializationContext<IPayloadCodec> codec, string name, string workflowId, string workflowType)
{
    internal IPayloadCodec OfWorkflow(string id) => codec.WithSerializationContext(new ISerializationContext.Workflow(name, id));

    /// <summary>The codec for a message that is about an activity or another workflow; null if it is not.</summary>
    internal IPayloadCodec? For(IMessage message) => message switch
    {
        ScheduleActivityTaskCommandAttributes asked => OfActivity(asked.ActivityType.Name, asked.TaskQueue.Name, isLocal: false),
        ActivityTaskScheduledEventAttributes asked => OfActivity(asked.ActivityType.Name, asked.TaskQueue?.Name, isLocal: false),
        ActivityTaskStartedEventAttributes or ActivityTaskCompletedEventAttributes or ActivityTaskFailedEventAttributes
            or ActivityTaskTimedOutEventAttributes or ActivityTaskCanceledEventAttributes => OfActivity(null, null, isLocal: false),
        RecordMarkerCommandAttributes { MarkerName: LocalActivityMarkers.MarkerName }
            or MarkerRecordedEventAttributes { MarkerName: LocalActivityMarkers.MarkerName } => OfActivity(null, null, isLocal: true),
        _ => OtherOf(message) is { } other ? OfWorkflow(other) : null,
    };

    private static string? OtherOf(IMessage message) => message switch
    {
        StartChildWorkflowExecutionCommandAttributes child => child.WorkflowId,
        StartChildWorkflowExecutionInitiatedEventAttributes child => child.WorkflowId,
        ChildWorkflowExecutionCompletedEventAttributes child => child.WorkflowExecution?.WorkflowId,
        ChildWorkflowExecutionFailedEventAttributes child => child.WorkflowExecution?.WorkflowId,
        ChildWorkflowExecutionCanceledEventAttributes child => child.WorkflowExecution?.WorkflowId,
        SignalExternalWorkflowExecutionCommandAttributes signal => signal.Execution.WorkflowId,
        SignalExternalWorkflowExecutionInitiatedEventAttributes signal => signal.WorkflowExecution?.WorkflowId,
        _ => null,
    };

    private IPayloadCodec OfActivity(string? type, string? queue, bool isLocal) =>
        codec.WithSerializationContext(new ISerializationContext.Activity(name, null, workflowId, workflowType, type, queue, isLocal));
}
