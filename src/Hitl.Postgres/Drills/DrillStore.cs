using Hitl.Escalations.Drills;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Ledger;
using Hitl.Postgres.Connections;
using Hitl.Postgres.Ledger;
using Npgsql;

namespace Hitl.Postgres.Drills;

/// <summary>Drills. One of each action waits or runs at a time, by unique index.</summary>
internal sealed class DrillStore(Database database) : IDrillStore
{
    private const string Columns = "id, action, role, state, opened_at, by_whom, started_at, ended_at, detail";
    private const int LongestDetail = 2000;

    public async Task<bool> OpenAsync(DrillRecord drill, LedgerEntry entry, CancellationToken cancel)
    {
        var opened = await database.FirstAsync(
            new Sql("select hitl.open_drill($1, $2, $3, $4)").With(drill.Id).With(drill.Action.Value).With(drill.Role.Value).WithJson(EntryJson.Write(entry)),
            row => row.GetBoolean(0),
            cancel);
        database.Signals.Ledger.Set();
        return opened;
    }

    public async Task<DrillRecord?> StartAsync(Guid id, PersonId by, LedgerEntry entry, CancellationToken cancel)
    {
        var drill = await database.FirstAsync(new Sql($"select {Columns} from hitl.start_drill($1, $2, $3)").With(id).With(by.Value).WithJson(EntryJson.Write(entry)), Drill, cancel);
        database.Signals.Ledger.Set();
        return drill;
    }

    public async Task EndAsync(Guid id, DrillState state, string detail, LedgerEntry entry, CancellationToken cancel)
    {
        var shown = EntryJson.Clean(detail.Length <= LongestDetail ? detail : detail[..LongestDetail]);
        await database.ExecuteAsync(
            new Sql("select hitl.end_drill($1, $2, $3, $4)").With(id).With(EnumText<DrillState>.Of(state)).With(shown).WithJson(EntryJson.Write(entry)), cancel);
        database.Signals.Ledger.Set();
    }

    public Task<DrillRecord?> FindAsync(Guid id, CancellationToken cancel) =>
        database.FirstAsync(new Sql($"select {Columns} from hitl.drill where id = $1").With(id), Drill, cancel);

    public async Task<IReadOnlyList<DrillRecord>> ListAsync(int most, CancellationToken cancel) =>
        await database.ListAsync(new Sql($"select {Columns} from hitl.drill order by no desc limit $1").With(most), Drill, cancel);

    public async Task<IReadOnlyList<DrillStanding>> StandingsAsync(IReadOnlyList<ActionName> actions, CancellationToken cancel) =>
        await database.ListAsync(
            new Sql("select action, since, proven_at, has_failed from hitl.drill_standings($1)").With(actions.Select(action => action.Value)),
            row => new DrillStanding(new(row.GetString(0)), row.Time(1), row.TimeOrNull(2), row.GetBoolean(3)),
            cancel);

    private static DrillRecord Drill(NpgsqlDataReader row) => new(
        row.GetGuid(0), new(row.GetString(1)), new(row.GetString(2)), EnumText<DrillState>.From(row.GetString(3)), row.Time(4),
        row.TextOrNull(5) is { } person ? new PersonId(person) : null, row.TimeOrNull(6), row.TimeOrNull(7), row.TextOrNull(8));
}
