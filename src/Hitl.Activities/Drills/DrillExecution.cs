using System.Text.Json;
using Hitl.Activities.Ledger;
using Hitl.Escalations.Desk;
using Hitl.Escalations.Drills;
using Hitl.Escalations.Execution;
using Hitl.Escalations.Ledger;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Drills;
using Hitl.Workflows.Drills;
using Temporalio.Activities;
using Temporalio.Exceptions;

namespace Hitl.Activities.Drills;

/// <summary>Runs drills with the real connectors against the sandbox of each target.</summary>
public sealed class DrillExecution(
    IDrillStore drills, IDeskCards cards, ICatalogStore catalogs, IEnumerable<IActionTarget> targets, ISandboxTargets sandboxes, TimeProvider time) : IDrillExecution
{
    private readonly Dictionary<string, IActionTarget> _targets = targets.ToDictionary(target => target.Name, StringComparer.Ordinal);

    /// <inheritdoc/>
    [Activity("run-drill")]
    public async Task<DrillState> RunAsync(Guid drill)
    {
        var cancel = RunningActivity.Cancel;
        using var beats = RunningActivity.Heartbeats(time);
        var record = await drills.FindAsync(drill, cancel) ?? throw new ApplicationFailureException($"There is no drill {drill}.", "drill.unknown", nonRetryable: true);
        // Nobody took it, or it has ended: a started workflow alone runs nothing.
        if (record.State != DrillState.Running) return record.State;
        var catalog = await catalogs.ActiveAsync(cancel) ?? throw new CatalogUnavailableException("The active catalog");
        var (problem, lines) = await TryAsync(catalog, record, cancel);
        var state = problem is null ? DrillState.Proven : DrillState.Failed;
        var detail = string.Join("; ", problem is null ? lines : [.. lines, problem]);
        await drills.EndAsync(drill, state, detail, Ended(record, state, detail), cancel);
        await cards.ChangedAsync(DeskCardKey.Drill, drill.ToString("D"), cancel);
        return state;
    }

    private async Task<(string? Problem, List<string> Lines)> TryAsync(Catalog catalog, DrillRecord record, CancellationToken cancel)
    {
        var lines = new List<string>();
        if (DrillPlanner.Procedures(catalog).FirstOrDefault(known => known.Name == record.Action) is not { } action) return ("the catalog in force no longer knows a way back for it", lines);
        var done = new Stack<(DrillCall Call, string Reference)>();
        foreach (var step in DrillPlanner.Steps(catalog, action, record.Id))
        {
            if (Sandbox(catalog, step.Target, step.Host) is not var (target, host)) return ($"{step.Name}: no sandbox is configured for target {step.Target} (Hitl:Targets:{step.Target}:SandboxUrl and SandboxSecret)", lines);
            var call = new DrillCall(target, host, step, record.Id, time);
            var (reference, problem) = await call.DoAsync(cancel);
            if (reference is null) return ($"{step.Name}: {problem}", lines);
            lines.Add($"{step.Name}: {step.Operation} done ({reference})");
            done.Push((call, reference));
        }

        while (done.TryPop(out var entry))
        {
            if (await entry.Call.UndoAsync(entry.Reference, cancel) is { } problem) return ($"undoing {entry.Call.Step.Name}: {problem}", lines);
            lines.Add($"{entry.Call.Step.Name}: {entry.Call.Step.Compensation} done, once although sent twice");
        }

        return (null, lines);
    }

    // A catalog that is a sandbox has no other targets than sandboxes.
    private (IActionTarget Target, string Host)? Sandbox(Catalog catalog, string name, string host) =>
        sandboxes.Find(name) ?? (catalog.IsSandbox && _targets.TryGetValue(name, out var target) ? (target, host) : null);

    private static LedgerEntry Ended(DrillRecord record, DrillState state, string detail) => new()
    {
        Kind = LedgerKinds.DrillEnded,
        By = LedgerLines.ExecutionWorker,
        OnBehalfOf = record.By,
        Summary = state == DrillState.Proven ? $"{record.By} proved the undoing of {record.Action}." : $"The drill of undoing {record.Action}, run by {record.By}, failed: {detail}",
        Body = new() { ["drill"] = record.Id.ToString("D"), ["action"] = record.Action.Value, ["state"] = JsonSerializer.SerializeToNode(state), ["detail"] = detail },
    };
}
