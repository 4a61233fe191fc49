namespace Temporalio.Worker.Tuning;

/// <summary>What runs in a slot.</summary>
public record SlotInfo
{
    private SlotInfo()
    {
    }

    /// <summary>A workflow task.</summary>
    /// <param name="WorkflowType">Name of the workflow.</param>
    /// <param name="IsSticky">Whether it came from the worker's own queue.</param>
    public record WorkflowSlotInfo(string WorkflowType, bool IsSticky) : SlotInfo();

    /// <summary>An activity.</summary>
    /// <param name="ActivityType">Name of the activity.</param>
    public record ActivitySlotInfo(string ActivityType) : SlotInfo();

    /// <summary>A local activity.</summary>
    /// <param name="ActivityType">Name of the activity.</param>
    public record LocalActivitySlotInfo(string ActivityType) : SlotInfo();
}
