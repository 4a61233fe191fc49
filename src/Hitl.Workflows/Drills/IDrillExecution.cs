using Hitl.Escalations.Drills;
using Temporalio.Activities;

namespace Hitl.Workflows.Drills;

/// <summary>Runs drills, in the execution worker, which alone holds the sandbox's credentials.</summary>
public interface IDrillExecution
{
    /// <summary>Does and undoes the action at the sandbox, and records what came of it. At least once, and safe: every send carries a key of the drill's own.</summary>
    [Activity("run-drill")]
    Task<DrillState> RunAsync(Guid drill);
}
