using Hitl.Escalations.Desk;
using Hitl.Escalations.Drills;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Ledger;
using Hitl.Gateway.Problems;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Drills;
using Hitl.Workflows.Drills;
using Hitl.Workflows.Requests;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Hitl.Gateway.Drills;

/// <summary>Takes a drill in a person's name: committed first, run by its workflow after.</summary>
internal sealed class DrillDesk(ICatalogStore catalogs, IDrillStore drills, IDeskCards cards, ITemporalClient temporal, TimeProvider clock)
{
    private static readonly Refusal Unknown = new(404, "drill.unknown", "There is no such drill: the catalog in force knows no way back for this action.");
    private static readonly Refusal Away = new(503, "temporal.unavailable", "The workflow engine does not answer. The drill is yours; run it again in a moment.") { RetryAfter = 5 };

    /// <summary>Runs the drill of an action, opening one when none waits.</summary>
    public async Task<(DrillRecord? Drill, Refusal? Refusal)> RunAsync(ActionName name, PersonId person, CancellationToken cancel)
    {
        if (await catalogs.ActiveAsync(cancel) is not { } catalog) return (null, Refusals.NoActiveCatalog);
        if (DrillPlanner.Procedures(catalog).FirstOrDefault(known => known.Name == name) is not { } action || DrillPlanner.RoleOf(action) is not { } role) return (null, Unknown);
        if (!ActionReversal.Holds(catalog, role, person)) return (null, NotYours(role));
        var open = (await drills.ListAsync(200, cancel)).FirstOrDefault(drill => drill.Action == name && drill.EndedAt is null);
        if (open is null)
        {
            open = new(Guid.CreateVersion7(clock.GetUtcNow()), name, role, DrillState.Open, clock.GetUtcNow(), null, null, null, null);
            if (!await drills.OpenAsync(open, Row(LedgerKinds.DrillOpened, open, person, $"{person} opened a drill of undoing {name}."), cancel))
                return (null, new(409, "drill.taken", "Somebody opened a drill of this action just now; run it again."));
        }

        return await RunAsync(open.Id, person, cancel);
    }

    /// <summary>Runs one drill.</summary>
    public async Task<(DrillRecord? Drill, Refusal? Refusal)> RunAsync(Guid id, PersonId person, CancellationToken cancel)
    {
        if (await catalogs.ActiveAsync(cancel) is not { } catalog) return (null, Refusals.NoActiveCatalog);
        if (await drills.FindAsync(id, cancel) is not { } known) return (null, Unknown);
        if (!ActionReversal.Holds(catalog, known.Role, person)) return (null, NotYours(known.Role));
        var drill = await drills.StartAsync(id, person, Row(LedgerKinds.DrillStarted, known, person, $"{person} runs the drill of undoing {known.Action}."), cancel);
        if (drill is null) return (null, Unknown);
        if (drill.EndedAt is not null) return (null, new(409, "drill.ended", $"This drill has ended: {drill.State}."));
        if (drill.By != person) return (null, new(409, "drill.taken", $"{drill.By} runs this drill."));
        await cards.ChangedAsync(DeskCardKey.Drill, id.ToString("D"), cancel);
        return await StartAsync(id) ? (drill, null) : (null, Away);
    }

    private static Refusal NotYours(RoleId role) => new(403, "drill.not_yours", $"Only people of {role} run this drill.");

    private async Task<bool> StartAsync(Guid id)
    {
        try
        {
            await temporal.StartWorkflowAsync(DrillAddress.WorkflowType, [id], new(DrillAddress.IdOf(id), RequestAddress.TaskQueue));
            return true;
        }
        catch (WorkflowAlreadyStartedException)
        {
            return true;
        }
        catch (Exception failure) when (failure is TemporalException or InvalidOperationException)
        {
            return false;
        }
    }

    private static LedgerEntry Row(string kind, DrillRecord drill, PersonId person, string summary) => new()
    {
        Kind = kind,
        By = "person:" + person,
        OnBehalfOf = person,
        Summary = summary,
        Body = new() { ["drill"] = drill.Id.ToString("D"), ["action"] = drill.Action.Value, ["role"] = drill.Role.Value },
    };
}
