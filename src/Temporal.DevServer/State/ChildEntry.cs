namespace Temporal.DevServer.State;

/// <summary>A child workflow as its parent's history tells it: initiated, then started; gone once its end is recorded.</summary>
internal sealed class ChildEntry(long initiatedEventId, StartChildWorkflowExecutionInitiatedEventAttributes attributes)
{
    internal long InitiatedEventId { get; } = initiatedEventId;

    internal StartChildWorkflowExecutionInitiatedEventAttributes Attributes { get; } = attributes;

    /// <summary>Zero until the child is known to run.</summary>
    internal long StartedEventId { get; set; }

    internal string RunId { get; set; } = "";
}
