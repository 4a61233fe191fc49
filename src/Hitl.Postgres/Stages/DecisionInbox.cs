using System.Text.Json;
using Hitl.Escalations.Decisions;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Stages;
using Hitl.Postgres.Connections;
using Npgsql;

namespace Hitl.Postgres.Stages;

/// <summary>Where decisions become true: two round trips, one to lock and count, one to write and commit.</summary>
internal sealed class DecisionInbox(Database database) : IDecisionInbox
{
    public async Task<DecisionReceipt> RecordAsync(Decision decision, string deliveryId, LedgerEntry entry, IdentityGraph identities, CancellationToken cancel)
    {
        // Before the stage is locked: a lock is never held across another round trip than its own two.
        var entries = await database.EntriesAsync([entry], cancel);
        var receipt = await database.RunAsync(connection => RecordAsync(connection, decision, deliveryId, entries, identities, cancel), cancel);
        if (receipt.Recorded is not null) database.Signals.MessageCommitted();
        return receipt;
    }

    private static async Task<DecisionReceipt> RecordAsync(
        NpgsqlConnection connection, Decision decision, string deliveryId, string? entries, IdentityGraph identities, CancellationToken cancel)
    {
        var key = decision.Stage;
        var stage = await StageLock.TakeAsync(connection, key, cancel)
            ?? throw new ArgumentException($"Stage {key.Ordinal} of {key.Request}, revision {key.Revision}, never opened.", nameof(decision));
        if (Known(stage, decision, deliveryId, identities) is { } known)
        {
            await StageLock.ReleaseAsync(connection, cancel);
            return known;
        }

        var status = StageTally.Count(stage.Definition, [.. stage.Decisions, decision], identities);
        await StageLock.CommitAsync(connection, Insert(decision, deliveryId, entries, status), cancel);
        return new(decision, null, null, null);
    }

    private static DecisionReceipt? Known(StageLock stage, Decision decision, string deliveryId, IdentityGraph identities)
    {
        if (stage.Rows.FirstOrDefault(row => identities.AreSame(row.Decision.Person, decision.Person)) is { } earlier)
            return earlier.Delivery == deliveryId ? new(earlier.Decision, null, null, null) : new(null, earlier.Decision, null, null);
        return stage.Status == StageStatus.Open ? null : new(null, null, stage.Status, stage.Rows.FirstOrDefault(row => row.Settles)?.Decision);
    }

    private static Sql Insert(Decision decision, string deliveryId, string? entries, StageStatus status) =>
        new Sql("select hitl.record_decision($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)")
            .For(decision.Stage).With(decision.Person.Value).With(EnumText<Verdict>.Of(decision.Verdict)).With(JsonSerializer.Serialize(decision))
            .With(deliveryId).With(EnumText<StageStatus>.Of(status)).With(Why(decision)).With(Guid.CreateVersion7()).WithJson(entries);

    private static string Why(Decision decision) =>
        $"{decision.Person} {(decision.Verdict == Verdict.Approve ? "approved" : "denied")}";
}
