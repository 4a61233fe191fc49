using System.Text.Json;
using Hitl.Escalations.Execution;
using Hitl.Escalations.Ids;
using Hitl.Postgres.Connections;
using Hitl.Postgres.Ledger;

namespace Hitl.Postgres.Execution;

/// <summary>What guards read. The first reading of a revision stays, whatever a repeat reads.</summary>
internal sealed class StateStore(Database database) : IStateStore
{
    public Task RecordAsync(RequestId request, int revision, IReadOnlyList<GuardReading> readings, CancellationToken cancel) =>
        database.ExecuteAsync(
            new Sql("insert into hitl.target_state (request, revision, readings) values ($1, $2, $3) on conflict do nothing")
                .With(request.Value).With(revision).With(EntryJson.Clean(JsonSerializer.Serialize(readings))),
            cancel);

    public Task<IReadOnlyList<GuardReading>?> FindAsync(RequestId request, int revision, CancellationToken cancel) =>
        database.FirstAsync(
            new Sql("select readings from hitl.target_state where request = $1 and revision = $2").With(request.Value).With(revision),
            row => JsonSerializer.Deserialize<IReadOnlyList<GuardReading>>(row.GetString(0)),
            cancel);
}
