namespace Temporalio.Worker.Tuning;

/// <summary>The kinds of tasks a worker has slots for.</summary>
public enum SlotType
{
    /// <summary>Workflow tasks.</summary>
    Workflow,

    /// <summary>Activities.</summary>
    Activity,

    /// <summary>Local activities.</summary>
    LocalActivity,

    /// <summary>Nexus operations; this SDK has none.</summary>
    NexusOperation,
}
