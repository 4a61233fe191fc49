using Temporal.DevServer.State;
using Temporal.Protocol.Machines;
using Step = Temporalio.Api.Enums.V1.EventType;
using Phase = Temporalio.Api.Enums.V1.WorkflowExecutionStatus;

namespace Temporal.DevServer.Machines;

/// <summary>A run: it starts once and ends once.</summary>
internal static class RunMachine
{
    internal static readonly TransitionTable<Phase, Step> Table = new(
        "run",
        (Phase.Unspecified, Step.WorkflowExecutionStarted, Phase.Running),
        (Phase.Running, Step.WorkflowExecutionCompleted, Phase.Completed),
        (Phase.Running, Step.WorkflowExecutionFailed, Phase.Failed),
        (Phase.Running, Step.WorkflowExecutionTimedOut, Phase.TimedOut),
        (Phase.Running, Step.WorkflowExecutionTerminated, Phase.Terminated),
        (Phase.Running, Step.WorkflowExecutionCanceled, Phase.Canceled),
        (Phase.Running, Step.WorkflowExecutionContinuedAsNew, Phase.ContinuedAsNew));

    internal static Phase Of(RunState run) => run.NextEventId == 1 ? Phase.Unspecified : run.Status;

    internal static bool IsStep(Step type) => type == Step.WorkflowExecutionStarted || Ends(type);

    internal static bool Ends(Step type) => type is Step.WorkflowExecutionCompleted or Step.WorkflowExecutionFailed or Step.WorkflowExecutionTimedOut
        or Step.WorkflowExecutionTerminated or Step.WorkflowExecutionCanceled or Step.WorkflowExecutionContinuedAsNew;
}
