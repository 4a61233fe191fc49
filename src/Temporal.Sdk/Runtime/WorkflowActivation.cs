using Temporalio.Workflows;

namespace Temporalio.Runtime;

/// <summary>One step of a workflow: what happened since the last one, as of the start of one workflow task.</summary>
/// <param name="Time">What the workflow sees as now, UTC.</param>
/// <param name="IsReplaying">Whether history says how this step ended.</param>
/// <param name="HistoryLength">Events so far.</param>
/// <param name="HistorySize">Bytes so far.</param>
/// <param name="ContinueAsNewSuggested">Whether the server finds the history long.</param>
/// <param name="ContinueAsNewReasons">Why it does, as the server counts reasons.</param>
/// <param name="Jobs">What happened, in the order it is applied.</param>
internal sealed record WorkflowActivation(
    DateTime Time,
    bool IsReplaying,
    int HistoryLength,
    int HistorySize,
    bool ContinueAsNewSuggested,
    IReadOnlyCollection<SuggestContinueAsNewReason> ContinueAsNewReasons,
    IReadOnlyList<ActivationJob> Jobs);
