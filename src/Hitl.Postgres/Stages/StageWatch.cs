using Hitl.Escalations.Ledger;
using Hitl.Postgres.Connections;
using Hitl.Postgres.Ledger;

namespace Hitl.Postgres.Stages;

/// <summary>Finds stages whose workflow does not do what is due, and records one alarm for each moment missed.</summary>
public sealed class StageWatch
{
    private const int Most = 200;
    private readonly Database _database;

    internal StageWatch(Database database) => _database = database;

    /// <summary>Open stages with a moment that passed longer ago than the grace, the latest first, at most 200.</summary>
    /// <param name="grace">How late is still in time.</param>
    /// <param name="cancel">Stops waiting.</param>
    public async Task<IReadOnlyList<OverdueStage>> OverdueAsync(TimeSpan grace, CancellationToken cancel) =>
        await _database.ListAsync(
            new Sql(
                """
                select request, revision, ordinal, name, due_at < clock_timestamp() - $1, called + 1, due_at, next_call_at
                  from hitl.stage
                 where status = 'open' and least(due_at, next_call_at) < clock_timestamp() - $1
                 order by least(due_at, next_call_at) limit $2
                """).With(grace).With(Most),
            row => new OverdueStage(
                new(new(row.GetString(0)), row.GetInt32(1), row.GetInt32(2)), row.GetString(3), row.GetBoolean(4) ? "the end" : $"call {row.GetInt32(5)}", row.GetBoolean(4) ? row.Time(6) : row.Time(7)),
            cancel);

    /// <summary>Records an alarm; false when this one was recorded before.</summary>
    /// <param name="stage">What was missed.</param>
    /// <param name="entry">Its ledger row.</param>
    /// <param name="cancel">Stops before commit only.</param>
    public async Task<bool> RaiseAsync(OverdueStage stage, LedgerEntry entry, CancellationToken cancel)
    {
        var isNew = await _database.FirstAsync(
            new Sql("select hitl.raise_stage_alarm($1, $2, $3, $4, $5)").For(stage.Key).With(stage.Missed).WithJson(EntryJson.Write([entry])), row => row.GetBoolean(0), cancel);
        _database.Signals.Ledger.Set();
        return isNew;
    }
}
