using System.Text.Json;
using Hitl.Escalations.Decisions;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Stages;
using Hitl.Postgres.Connections;
using Hitl.Postgres.Ledger;
using Npgsql;

namespace Hitl.Postgres.Stages;

/// <summary>Stages as they happen. Opening, asking and reminding are one function call each; closing counts under the stage's lock.</summary>
internal sealed class StageStore(Database database) : IStageStore
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(7);

    public Task<StageRecord> OpenAsync(
        StageKey key, StageDefinition definition, StagePeople people, IReadOnlyList<LedgerEntry> entries, CancellationToken cancel, StageClock? clock = null) =>
        WriteAsync(
            new Sql(
                $"""
                with opened as materialized (select * from hitl.open_stage($1, $2, $3, $4, $5, $6, $7))
                select {StageReading.StageColumns}, $8::timestamptz, 0, hitl.set_stage_clock($1, $2, $3, $8, $9::jsonb) from opened
                """)
                .For(key).With(definition.Name).With(JsonSerializer.Serialize(definition)).WithJson(Asked(people.Asked)).WithJson(EntryJson.Write(entries))
                .With(clock?.DueAt).WithJson(clock is null ? null : JsonSerializer.Serialize(clock.Calls)),
            key,
            cancel);

    public Task<StageClock?> ClockAsync(StageKey key, CancellationToken cancel) =>
        database.FirstAsync(
            new Sql("select due_at, calls::text from hitl.stage where request = $1 and revision = $2 and ordinal = $3 and due_at is not null").For(key),
            row => (StageClock?)new StageClock(row.Time(0), Reading.Json<List<StageMoment>>(row.GetString(1))),
            cancel);

    public async Task CalledAsync(StageKey key, int reminder, CancellationToken cancel) =>
        await database.ExecuteAsync(new Sql("select hitl.stage_called($1, $2, $3, $4)").For(key).With(reminder), cancel);

    public async Task<bool> ExtendAsync(StageKey key, DateTimeOffset dueAt, int extended, IReadOnlyList<LedgerEntry> entries, CancellationToken cancel)
    {
        var isExtended = await database.FirstAsync(
            new Sql("select hitl.extend_stage($1, $2, $3, $4, $5, $6, $7)").For(key).With(dueAt).With(extended).With(Guid.CreateVersion7()).WithJson(EntryJson.Write(entries)),
            row => row.GetBoolean(0),
            cancel);
        if (isExtended) database.Signals.MessageCommitted();
        return isExtended;
    }

    public async Task<IReadOnlyDictionary<PersonId, int>> LoadsAsync(IReadOnlyCollection<PersonId> people, DateTimeOffset since, CancellationToken cancel)
    {
        // Ids of requests are in the order of time, so a person's older ones are not even looked at.
        var rows = await database.ListAsync(
            new Sql(
                """
                select p.person, count(*)::integer from hitl.stage_person p join hitl.stage s using (request, revision, ordinal)
                 where p.person = any($1) and p.request >= $2 and s.opened_at >= $3 group by p.person
                """).With(people.Select(person => person.Value)).With(RequestId.FirstAt(since - LongestWait).Value).With(since),
            row => (Person: new PersonId(row.GetString(0)), Count: row.GetInt32(1)),
            cancel);
        return rows.ToDictionary(row => row.Person, row => row.Count);
    }

    public async Task<StageRecord> AskMoreAsync(
        StageKey key, IReadOnlyList<AskedPerson> people, IReadOnlyList<LedgerEntry> entries, CancellationToken cancel) =>
        await WriteAsync(
            new Sql($"select {StageReading.StageColumns} from hitl.ask_more($1, $2, $3, $4, $5)")
                .For(key).WithJson(Asked(people)).WithJson(await database.EntriesAsync(entries, cancel)),
            key,
            cancel);

    public async Task RemindAsync(StageKey key, int reminder, IReadOnlyList<LedgerEntry> entries, CancellationToken cancel)
    {
        await database.ExecuteAsync(
            new Sql("select hitl.remind_stage($1, $2, $3, $4, $5)").For(key).With(reminder).WithJson(EntryJson.Write(entries)), cancel);
        database.Signals.Ledger.Set();
    }

    public async Task<StageClosing> CloseAsync(StageKey key, StageStatus? otherwise, IdentityGraph identities, CancellationToken cancel)
    {
        if (otherwise == StageStatus.Open) throw new ArgumentException("A stage cannot be closed as open.", nameof(otherwise));
        var closing = await database.RunAsync(connection => CloseAsync(connection, key, otherwise, identities, cancel), cancel);
        database.Signals.Ledger.Set();
        return closing;
    }

    public async Task<bool> PassAsync(StageKey key, IReadOnlyList<LedgerEntry> entries, CancellationToken cancel)
    {
        var isPassed = await database.FirstAsync(
            new Sql("select hitl.pass_stage($1, $2, $3, $4, $5)").For(key).With(Guid.CreateVersion7()).WithJson(EntryJson.Write(entries)), row => row.GetBoolean(0), cancel);
        if (isPassed) database.Signals.MessageCommitted();
        return isPassed;
    }

    public Task<StageRecord?> FindAsync(StageKey key, CancellationToken cancel) =>
        database.FirstAsync(
            new Sql($"select {StageReading.MovingColumns} from hitl.stage_view($1, $2, $3) {StageReading.Joined}").For(key), row => row.Stage(key.Request), cancel);

    public async Task<IReadOnlyList<StageRecord>> ListAsync(RequestId request, int revision, CancellationToken cancel) =>
        await database.ListAsync(
            new Sql($"select {StageReading.MovingColumns} from hitl.stage_view($1, $2, null) {StageReading.Joined}").With(request.Value).With(revision),
            row => row.Stage(request),
            cancel);

    public async Task<IReadOnlyList<Decision>> DecisionsAsync(RequestId request, int revision, CancellationToken cancel) =>
        await database.ListAsync(
            new Sql("select record from hitl.decision where request = $1 and revision = $2 order by no").With(request.Value).With(revision),
            row => row.Decision(0),
            cancel);

    private static async Task<StageClosing> CloseAsync(
        NpgsqlConnection connection, StageKey key, StageStatus? otherwise, IdentityGraph identities, CancellationToken cancel)
    {
        var stage = await StageLock.TakeAsync(connection, key, cancel)
            ?? throw new ArgumentException($"Stage {key.Ordinal} of {key.Request}, revision {key.Revision}, never opened.", nameof(key));
        var settled = Settled(stage, identities);
        // Somebody extended it after the timer that brings us here was set.
        var late = stage.IsExtended && otherwise == StageStatus.Escalated ? null : otherwise;
        var status = stage.Status != StageStatus.Open ? stage.Status : settled ?? late ?? StageStatus.Open;
        if (status == stage.Status) await StageLock.ReleaseAsync(connection, cancel);
        else await StageLock.CommitAsync(connection, Closing(key, status, settled is null ? "nobody decided in time" : "decided"), cancel);
        return new(status, [.. stage.Decisions]);
    }

    private static StageStatus? Settled(StageLock stage, IdentityGraph identities) =>
        StageTally.Count(stage.Definition, stage.Decisions, identities) is var tally && tally == StageStatus.Open ? null : tally;

    private static Sql Closing(StageKey key, StageStatus status, string why) =>
        new Sql(
            """
            with closed as materialized (select hitl.close_stage($1, $2, $3, $4, 'system:escalation-worker', $5))
            select hitl.close_cards($1) from closed
            """).For(key).With(EnumText<StageStatus>.Of(status)).With(why);

    internal static string Asked(IEnumerable<AskedPerson> people) =>
        JsonSerializer.Serialize(people.Select(asked => new
        {
            person = asked.Person.Value,
            covers_for = asked.CoversFor?.Value,
            why = EntryJson.Clean(asked.Why),
            delivery = Guid.NewGuid().ToString("N"),
        }));

    private async Task<StageRecord> WriteAsync(Sql sql, StageKey key, CancellationToken cancel)
    {
        var stage = await database.FirstAsync(sql, row => row.Stage(key.Request), cancel);
        database.Signals.Ledger.Set();
        return stage ?? throw new ArgumentException($"Stage {key.Ordinal} of {key.Request}, revision {key.Revision}, never opened.", nameof(key));
    }
}
