using System.Globalization;

namespace Hitl.Workflows.Drills;

/// <summary>Where the workflow of a drill is found, for whoever starts it.</summary>
public static class DrillAddress
{
    /// <summary>Workflow type of one drill.</summary>
    public const string WorkflowType = "drill";

    /// <summary>Workflow type of a round, which opens the drills of the month.</summary>
    public const string RoundWorkflowType = "drill-round";

    /// <summary>The workflow id of a drill: one drill, one workflow, however often it is started.</summary>
    public static string IdOf(Guid drill) => string.Create(CultureInfo.InvariantCulture, $"drill-{drill:D}");
}
