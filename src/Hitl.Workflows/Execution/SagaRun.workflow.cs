using Hitl.Escalations.Ids;
using Hitl.Escalations.Requests;
using Hitl.Workflows.Evaluations;
using Hitl.Workflows.Ops;
using Hitl.Workflows.Requests;
using Temporalio.Workflows;

namespace Hitl.Workflows.Execution;

/// <summary>Runs the steps of a saga one by one; when one fails for good, undoes what was done in reverse order.</summary>
internal sealed class SagaRun(RequestId request, int revision, IReadOnlyList<PlannedStep> steps, OpsDesk ops, StatusBoard board)
{
    private readonly Stack<PlannedStep> _done = new();

    /// <summary>Runs to a final state.</summary>
    public async Task<SagaEnd> RunAsync()
    {
        foreach (var step in steps)
        {
            var end = await FinishAsync(step, isCompensation: false);
            if (end.Kind != StepEndKind.Done) return await UndoAsync(step, end);
            _done.Push(step);
        }

        return new(RequestState.Executed, null);
    }

    private async Task<SagaEnd> UndoAsync(PlannedStep failed, StepEnd end)
    {
        var why = end.Kind == StepEndKind.Abandoned ? $"{failed.Name} was abandoned: {end.Detail}" : $"{failed.Name} was refused: {end.Detail}";
        var account = new UndoAccount();
        // Undoing what may not exist, or calling it undone, would both be a guess.
        if (!end.IsOutcomeKnown) account.Unknown($"what became of {failed.Name} is not known");
        if (_done.Count == 0) return account.End(why);

        await MoveAsync(RequestState.Compensating, why);
        while (_done.TryPop(out var step))
        {
            if (!step.CanBeUndone) account.NoWayBack($"{step.Name} was done and has no way back");
            else account.Tried(step.Name, await FinishAsync(step, isCompensation: true));
        }

        return account.End(why);
    }

    private async Task<StepEnd> FinishAsync(PlannedStep step, bool isCompensation)
    {
        var call = new StepCall(request, revision, step.Name, isCompensation, new());
        while (true)
        {
            board.Show(isCompensation ? $"undoing {step.Name}" : $"step {step.Name}", "Waiting for the target.");
            var report = await Workflow.ExecuteActivityAsync((IExecutionActivities execution) => execution.RunStepAsync(call), ActivityProfiles.Step(step.Timeout));
            switch (report.Kind)
            {
                case StepReportKind.Done:
                    return new(StepEndKind.Done, report.Detail, IsOutcomeKnown: true);
                case StepReportKind.Refused when !isCompensation:
                    return new(StepEndKind.Refused, report.Detail, IsOutcomeKnown: true);
                case StepReportKind.Wait:
                    board.Show(isCompensation ? $"undoing {step.Name}" : $"step {step.Name}", report.Detail);
                    await Workflow.DelayAsync(report.Wait);
                    call = call with { Progress = report.Progress };
                    break;
                default:
                    var taken = await ops.HandAsync(new(request, revision, step.Name, isCompensation, report.Detail, report.Owner));
                    if (taken.Abandons) return new(StepEndKind.Abandoned, $"{report.Detail} (closed by {taken.By})", report.IsOutcomeKnown);
                    call = call with { Progress = StepProgress.Replay(report.Sends) };
                    break;
            }
        }
    }

    private Task MoveAsync(RequestState to, string reason) =>
        Workflow.ExecuteActivityAsync((IOutcomeActivities outcomes) => outcomes.MoveAsync(new(request, revision, to, reason)), ActivityProfiles.Store);
}
