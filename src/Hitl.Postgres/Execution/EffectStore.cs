using Hitl.Escalations.Execution;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Ledger;
using Hitl.Postgres.Connections;
using Hitl.Postgres.Ledger;
using Npgsql;

namespace Hitl.Postgres.Execution;

/// <summary>Intents and outcomes of sends. The grant is a foreign key: an effect without one cannot be written.</summary>
internal sealed class EffectStore(Database database) : IEffectStore
{
    private const string Columns =
        "request, revision, step, is_compensation, status, idempotency_key, digest, attempts, first_sent_at, reference, detail";

    public async Task<EffectRecord> IntendAsync(
        EffectKey key, string idempotencyKey, string digest, LedgerEntry entry, CancellationToken cancel) =>
        await WriteAsync(
            For(new Sql($"select {Columns} from hitl.intend_effect($1, $2, $3, $4, $5, $6, $7)"), key)
                .With(idempotencyKey).With(digest).WithJson(EntryJson.Write(entry)),
            key,
            cancel);

    public async Task<EffectRecord> RecordAsync(
        EffectKey key, EffectStatus status, string? reference, string? detail, LedgerEntry entry, CancellationToken cancel) =>
        await WriteAsync(
            For(new Sql($"select {Columns} from hitl.record_effect($1, $2, $3, $4, $5, $6, $7, $8)"), key)
                .With(EnumText<EffectStatus>.Of(status)).With(EntryJson.Clean(reference)).With(EntryJson.Clean(detail)).WithJson(EntryJson.Write(entry)),
            key,
            cancel);

    public Task<EffectRecord?> FindAsync(EffectKey key, CancellationToken cancel) =>
        database.FirstAsync(
            For(new Sql($"select {Columns} from hitl.effect where request = $1 and revision = $2 and step = $3 and is_compensation = $4"), key),
            Effect,
            cancel);

    public async Task<IReadOnlyList<EffectRecord>> ListAsync(RequestId request, int revision, CancellationToken cancel) =>
        await database.ListAsync(
            new Sql($"select {Columns} from hitl.effect where request = $1 and revision = $2 order by no").With(request.Value).With(revision), Effect, cancel);

    private static Sql For(Sql sql, EffectKey key) =>
        sql.With(key.Request.Value).With(key.Revision).With(key.Step).With(key.IsCompensation);

    private static EffectRecord Effect(NpgsqlDataReader row) => new(
        new(new(row.GetString(0)), row.GetInt32(1), row.GetString(2), row.GetBoolean(3)),
        EnumText<EffectStatus>.From(row.GetString(4)),
        row.GetString(5),
        row.GetString(6),
        row.GetInt32(7),
        row.Time(8),
        row.TextOrNull(9),
        row.TextOrNull(10));

    private async Task<EffectRecord> WriteAsync(Sql sql, EffectKey key, CancellationToken cancel)
    {
        var effect = await database.FirstAsync(sql, Effect, cancel);
        database.Signals.Ledger.Set();
        return effect ?? throw new ArgumentException($"Step {key.Step} of {key.Request} was never intended.", nameof(key));
    }
}
