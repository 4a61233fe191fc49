using Temporalio.Activities;

namespace Hitl.Workflows.Drills;

/// <summary>Opens drills. Safe to repeat: an action has at most one drill that waits or runs.</summary>
public interface IDrillActivities
{
    /// <summary>Opens a drill for every undoing of the catalog in force, and asks its people by card.</summary>
    /// <returns>How many were opened.</returns>
    [Activity("open-drills")]
    Task<int> OpenAsync();
}
