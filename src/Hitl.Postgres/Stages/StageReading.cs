using Hitl.Escalations.Decisions;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Stages;
using Hitl.Postgres.Connections;
using Npgsql;

namespace Hitl.Postgres.Stages;

/// <summary>Reads stages and decisions as <c>hitl.stage_view</c> and <c>hitl.decision</c> give them.</summary>
internal static class StageReading
{
    public const string StageColumns = "revision, ordinal, definition, status, asked, opened_at, closed_at";

    /// <summary>What <c>hitl.stage_view</c> gives, with the moments that can move; <c>v</c> and <c>s</c> are joined by <see cref="Joined"/>.</summary>
    public const string MovingColumns = "v.revision, v.ordinal, v.definition, v.status, v.asked, v.opened_at, v.closed_at, s.due_at, s.extended";

    public const string Joined = "v join hitl.stage s on s.request = $1 and s.revision = v.revision and s.ordinal = v.ordinal order by v.ordinal";

    public static StageRecord Stage(this NpgsqlDataReader row, RequestId request) => new(
        new(request, row.GetInt32(0), row.GetInt32(1)),
        Reading.Json<StageDefinition>(row.GetString(2)),
        EnumText<StageStatus>.From(row.GetString(3)),
        Reading.Json<List<AskedPerson>>(row.GetString(4)),
        row.Time(5),
        row.TimeOrNull(6))
    {
        DueAt = row.FieldCount > 7 ? row.TimeOrNull(7) : null,
        Extended = row.FieldCount > 8 ? row.GetInt32(8) : 0,
    };

    public static Decision Decision(this NpgsqlDataReader row, int at) => Reading.Json<Decision>(row.GetString(at));

    public static Sql For(this Sql sql, StageKey key) => sql.With(key.Request.Value).With(key.Revision).With(key.Ordinal);
}
