using Hitl.Escalations.Ids;
using Temporalio.Activities;

namespace Hitl.Workflows.Execution;

/// <summary>What the execution worker does. It believes nothing the workflow says: record, decisions and grant are read from the database.</summary>
public interface IExecutionActivities
{
    /// <summary>Reads the state that the guards of a revision are about, and keeps it for the evaluation. Safe to repeat: the first reading stays.</summary>
    [Activity("read-state")]
    Task ReadStateAsync(RequestId request, int revision);

    /// <summary>The check right before the first side effect; issues the grant when it passes. Safe to repeat: a grant issued stands.</summary>
    [Activity("authorize-execution")]
    Task<Authorization> AuthorizeAsync(RequestId request, int revision);

    /// <summary>
    /// Makes one move on a step: sends it, or looks up what became of it. At least once, and safe: every send follows a committed intent and
    /// carries the step's key, and after an unknown outcome the target is asked first.
    /// </summary>
    [Activity("run-step")]
    Task<StepReport> RunStepAsync(StepCall call);
}
