using Hitl.Escalations.Requests;
using Hitl.Escalations.Stages;
using Hitl.Workflows.Evaluations;
using Hitl.Workflows.Execution;
using Hitl.Workflows.Stages;
using Temporalio.Converters;
using Temporalio.Workflows;

namespace Hitl.Workflows.Requests;

/// <summary>One request from evaluation to its end: ask people if the catalog says so, check once more, run the saga.</summary>
/// <remarks>Fails closed: silence ends in <see cref="RequestState.Expired"/>, a check that does not pass in a fresh question or a refusal.</remarks>
[Workflow(RequestAddress.WorkflowType)]
public sealed class RequestWorkflow
{
    private const int MostRefused = 10;
    // The world may change again while people look; a world that never rests is no approval.
    private const int MostRounds = 10;
    private static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(1);

    private int _askedAgain;
    private readonly Wakes _wakes = new();
    private readonly StatusBoard _board = new();
    private int _refused;

    /// <summary>Where the workflow is and what it waits for.</summary>
    [WorkflowQuery(RequestAddress.Status)]
    public RequestStatusReport Status => _board.Current;

    /// <summary>Runs the request to its final state.</summary>
    [WorkflowRun]
    public async Task<RequestState> RunAsync(RequestStart start)
    {
        var end = await WalkAsync(start);
        // A forged signal that is just being recorded must not vanish with the run.
        await Workflow.WaitConditionAsync(() => Workflow.AllHandlersFinished);
        return end;
    }

    /// <summary>A decision was committed. A signal that says more than that is not ours.</summary>
    [WorkflowSignal(RequestAddress.DecisionRecorded)]
    public Task DecisionRecordedAsync(object? claim = null) => claim is null ? Wake() : RefuseAsync(RequestAddress.DecisionRecorded);

    /// <summary>The agent withdrew the request.</summary>
    [WorkflowSignal(RequestAddress.Withdrawn)]
    public Task WithdrawnAsync(object? claim = null) => claim is null ? Wake() : RefuseAsync(RequestAddress.Withdrawn);

    /// <summary>Ops intervened.</summary>
    [WorkflowSignal(RequestAddress.OpsIntervened)]
    public Task OpsIntervenedAsync(object? claim = null) => claim is null ? Wake() : RefuseAsync(RequestAddress.OpsIntervened);

    /// <summary>Whatever else somebody tells the workflow past the gateway: it changes nothing, and the ledger says that it came.</summary>
    [WorkflowSignal(Dynamic = true)]
    public Task UnknownSignalAsync(string name, IRawValue[] args) => RefuseAsync(name);

    private async Task<RequestState> WalkAsync(RequestStart start)
    {
        while (true)
        {
            var plan = await EvaluateAsync(start);
            if (plan.State is not (RequestState.Deciding or RequestState.Approved)) return End(plan.State);
            if (plan.Path is { } path)
            {
                var walked = await new EscalationWalk(path, _wakes, _board).RunAsync(new(start.Request, plan.Revision, 1));
                var state = await MoveAsync(start, plan, StateAfter(walked), null);
                // An approver narrowed it meanwhile: a new revision began, and everything is asked again about that one.
                if (state == RequestState.Received) continue;
                if (state != RequestState.Approved) return End(state);
            }

            _board.Show("authorization", "The last check before the first side effect.");
            var authorization = await Workflow.ExecuteActivityAsync(
                (IExecutionActivities execution) => execution.AuthorizeAsync(start.Request, plan.Revision), ActivityProfiles.Authorization);
            if (authorization.IsGranted) return await ExecuteAsync(start, plan);

            if (!MayAskAgain(authorization, plan)) return End(await MoveAsync(start, plan, RequestState.Refused, authorization.Refusal));
            var revised = await Workflow.ExecuteActivityAsync(
                (IEvaluationActivities evaluations) => evaluations.ReviseAsync(start.Request, plan.Revision + 1, authorization.Refusal!), ActivityProfiles.Store);
            if (revised != RequestState.Received) return End(revised);
            _askedAgain++;
        }
    }

    private static RequestState StateAfter(StageStatus walked) => walked switch
    {
        StageStatus.Approved => RequestState.Approved,
        StageStatus.Denied => RequestState.Denied,
        StageStatus.Withdrawn => RequestState.Withdrawn,
        _ => RequestState.Expired,
    };

    private static Task<RequestState> MoveAsync(RequestStart start, EvaluatedRequest plan, RequestState to, string? reason) =>
        Workflow.ExecuteActivityAsync((IOutcomeActivities outcomes) => outcomes.MoveAsync(new(start.Request, plan.Revision, to, reason)), ActivityProfiles.Store);

    // An earlier request about the same subject goes first; its end wakes this one, and a look every minute covers a lost wake.
    private async Task<EvaluatedRequest> EvaluateAsync(RequestStart start)
    {
        while (true)
        {
            _board.Show("evaluation", "Asking the catalog.");
            var plan = await Workflow.ExecuteActivityAsync((IEvaluationActivities evaluations) => evaluations.EvaluateAsync(start.Request), ActivityProfiles.Store);
            if (plan.NeedsState)
            {
                _board.Show("evaluation", "Reading the state of the target.");
                await Workflow.ExecuteActivityAsync((IExecutionActivities execution) => execution.ReadStateAsync(start.Request, plan.Revision), ActivityProfiles.Reading);
                continue;
            }

            if (plan.WaitsFor.Count == 0) return plan;
            _board.Show("waiting", $"Waiting for {string.Join(", ", plan.WaitsFor)} to end.");
            await _wakes.WaitUntilAsync(Workflow.UtcNow + LookAgain);
        }
    }

    // Once: an approval that fails the last check twice is not bad luck. What changed at the target is, and an approver's edit was no failure.
    private bool MayAskAgain(Authorization authorization, EvaluatedRequest plan)
    {
        if (!authorization.MayAskAgain) return false;
        if (authorization.HasChanged) return plan.Revision < MostRounds;
        if (plan.Revision == 1) return true;
        return _askedAgain == 0 && Workflow.Patched("an-edit-is-no-failure");
    }

    private async Task<RequestState> ExecuteAsync(RequestStart start, EvaluatedRequest plan)
    {
        var saga = await new SagaRun(start.Request, plan.Revision, plan.Steps, new(_wakes, _board), _board).RunAsync();
        return End(await MoveAsync(start, plan, saga.State, saga.Reason));
    }

    private RequestState End(RequestState state)
    {
        _board.Show("end", $"Ended: {state}.");
        return state;
    }

    // A flood of forgeries must not grow the history without end; the first few say all there is to say.
    private Task RefuseAsync(string signal)
    {
        if (++_refused > MostRefused) return Task.CompletedTask;
        var request = RequestAddress.RequestOf(Workflow.Info.WorkflowId);
        return Workflow.ExecuteActivityAsync((ISignalActivities signals) => signals.RefuseAsync(request, signal), ActivityProfiles.Store);
    }

    private Task Wake()
    {
        _wakes.Ring();
        return Task.CompletedTask;
    }
}
