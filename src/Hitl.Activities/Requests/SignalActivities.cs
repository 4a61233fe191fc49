using Hitl.Activities.Ledger;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Intake;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Requests;
using Hitl.Workflows.Requests;
using Temporalio.Activities;

namespace Hitl.Activities.Requests;

/// <summary>Puts a signal that claims something into the ledger; the claim itself is neither read nor kept.</summary>
public sealed class SignalActivities(IRequestStore requests, IRequestIntake ledger) : ISignalActivities
{
    private const int LongestName = 64;

    /// <inheritdoc/>
    [Activity("refuse-signal")]
    public async Task RefuseAsync(RequestId request, string signal)
    {
        var cancel = RunningActivity.Cancel;
        var stored = await requests.RequiredAsync(request, cancel);
        var name = TextRules.MakeVisible(signal.Length > LongestName ? signal[..LongestName] : signal);
        await ledger.RecordAsync(
            LedgerLines.About(
                stored, LedgerKinds.AttemptRefused, LedgerLines.EscalationWorker, "An attempt was refused: decision.unsigned.",
                new() { ["code"] = "decision.unsigned", ["where"] = "Temporal signal " + name }),
            cancel);
    }
}
