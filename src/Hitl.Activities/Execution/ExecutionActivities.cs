using System.Text.Json.Nodes;
using Hitl.Activities.Ledger;
using Hitl.Escalations.Consent;
using Hitl.Escalations.Execution;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Intake;
using Hitl.Escalations.Keys;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Reservations;
using Hitl.Escalations.Stages;
using Hitl.FailPoints;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Evaluation;
using Hitl.Workflows.Execution;
using Temporalio.Activities;

namespace Hitl.Activities.Execution;

/// <summary>The execution worker's activities: the last check, the grant, and the steps.</summary>
public sealed class ExecutionActivities(
    IRequestStore requests, IStageStore stages, ICatalogStore catalogs, IGrantStore grants, IEffectStore effects, IRequestIntake intake, IReservationStore reservations,
    IStateStore states, IEnumerable<IActionTarget> targets, SigningKeys keys, TimeProvider time) : IExecutionActivities
{
    private readonly Dictionary<string, IActionTarget> _targets = targets.ToDictionary(target => target.Name, StringComparer.Ordinal);
    private readonly StepGate _gate = new(requests, grants, effects, catalogs, targets, keys);
    private readonly StepRunner _runner = new(effects, time);

    /// <inheritdoc/>
    [Activity("read-state")]
    public async Task ReadStateAsync(RequestId request, int revision)
    {
        var cancel = RunningActivity.Cancel;
        using var beats = RunningActivity.Heartbeats(time);
        if (await states.FindAsync(request, revision, cancel) is not null) return;
        var stored = await requests.RequiredAsync(request, cancel);
        var pinned = await catalogs.FindAsync(stored.Request.CatalogDigest, cancel) ?? throw new CatalogUnavailableException("The catalog the request is pinned to");
        // A target that cannot be asked holds nobody up: people are asked, and told that it could not be.
        var readings = await Task.WhenAll(GuardPlanner.Plan(pinned, stored.Request).Select(async guard =>
        {
            var answer = await GuardWatch.ReadAsync(guard, _targets, cancel);
            return new GuardReading(guard.Name, answer.Value, answer.Detail);
        }));
        await states.RecordAsync(request, revision, readings, cancel);
    }

    /// <inheritdoc/>
    [Activity("authorize-execution")]
    public async Task<Authorization> AuthorizeAsync(RequestId request, int revision)
    {
        var cancel = RunningActivity.Cancel;
        FailPoint.Hit("W8");
        var stored = await requests.RequiredAsync(request, cancel);
        if (stored.Evaluation?.Consent is not { } consent || stored.Request.Revision != revision) return new(false, "The request has no such revision to execute.", false);
        var digest = ConsentDigest.Of(consent);
        // Granted before: our answer was lost on the way to the workflow.
        if (await grants.FindAsync(request, revision, cancel) is { } earlier) return earlier.Digest == digest && GrantMac.Verify(earlier, keys) ? new(true, null, false) : new(false, "What would run is not what was granted.", false);
        if (stored.WithdrawnAt is not null || stored.HasEnded()) return new(false, "The request was withdrawn or has ended.", false);

        var evidence = await EvidenceAsync(stored, consent, cancel);
        var changed = await CatalogRecheck.FindChangeAsync(catalogs, stored, consent, cancel);
        var breach = changed is null ? await CatalogRecheck.FindBreachAsync(catalogs, reservations, stored, cancel) : null;
        var closed = await ReversalCheck.FindObstacleAsync(stored, requests, catalogs, _targets, time.GetUtcNow(), cancel);
        var finding = (changed ?? breach ?? closed) is { } refusal ? new(refusal, []) : ApprovalCheck.Check(evidence, keys, time.GetUtcNow());
        // Last, because it is the only one that asks somebody else.
        var moved = finding.MayRun && consent.Guards is { } guards && await new GuardWatch(guards, _targets).FindChangeAsync(cancel) is { Change: { } change } ? change : null;
        if (moved is not null) finding = new(moved, []);
        if (!finding.MayRun)
        {
            await intake.RecordAsync(Refused(stored, finding.Refusal!), cancel);
            return new(false, finding.Refusal, moved is not null || breach is not null || (changed is null && closed is null && ApprovalDoubt.MayAskAgain(evidence, keys))) { HasChanged = moved is not null };
        }

        var grant = await grants.IssueAsync(GrantMac.Sign(new(request, revision, digest, finding.Approvers), keys), Granted(stored, digest, finding), cancel);
        return grant is null ? new(false, "The request was withdrawn or has ended.", false) : new(true, null, false);
    }

    /// <inheritdoc/>
    [Activity("run-step")]
    public async Task<StepReport> RunStepAsync(StepCall call)
    {
        var cancel = RunningActivity.Cancel;
        using var beats = RunningActivity.Heartbeats(time);
        var (step, refusal, owner) = await _gate.EnterAsync(call, cancel);
        if (step is null) return new(StepReportKind.Park, refusal, TimeSpan.Zero, call.Progress, call.Progress.SendsBefore, IsOutcomeKnown: true, owner);
        var report = await _runner.RunAsync(step, call.Progress, cancel);
        FailPoint.Hit(call.IsCompensation ? "W7" : "W5");
        return report;
    }

    private async Task<ApprovalEvidence> EvidenceAsync(StoredRequest stored, ConsentRecord consent, CancellationToken cancel)
    {
        var live = await catalogs.ActiveAsync(cancel) ?? throw new CatalogUnavailableException("The active catalog");
        return new()
        {
            Consent = consent,
            StoredDigest = stored.Digest,
            Stages = await stages.ListAsync(stored.Request.Id, stored.Request.Revision, cancel),
            Decisions = await stages.DecisionsAsync(stored.Request.Id, stored.Request.Revision, cancel),
            Roles = live.Roles,
            Identities = live.Identities(),
        };
    }

    private static LedgerEntry Granted(StoredRequest stored, string digest, ApprovalFinding finding) => LedgerLines.About(
        stored, LedgerKinds.GrantIssued, LedgerLines.ExecutionWorker,
        finding.Approvers.Count == 0 ? "The last check passed: the catalog allows it alone." : $"The last check passed, on the approval of {string.Join(", ", finding.Approvers)}.",
        new() { ["digest"] = digest, ["approvers"] = new JsonArray([.. finding.Approvers.Select(person => (JsonNode)person.Value)]) });

    private static LedgerEntry Refused(StoredRequest stored, string refusal) =>
        LedgerLines.About(stored, LedgerKinds.GrantRefused, LedgerLines.ExecutionWorker, $"The last check failed, nothing was sent: {refusal}");
}
