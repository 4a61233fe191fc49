using System.Text.Json;
using System.Text.Json.Nodes;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Reservations;
using Hitl.Postgres.Connections;
using Hitl.Postgres.Ledger;
using Npgsql;

namespace Hitl.Postgres.Reservations;

/// <summary>Limits and subjects: each call one function, which locks every key in one order, counts and writes.</summary>
internal sealed class ReservationStore(Database database) : IReservationStore
{
    public async Task<EvaluationFacts> ReserveAsync(RequestId request, int revision, ReservationPlan plan, CancellationToken cancel)
    {
        if (plan.IsEmpty) return EvaluationFacts.None;
        var sql = new Sql("select limits::text, conflicts::text from hitl.reserve($1, $2, $3, $4)")
            .With(request.Value).With(revision).WithJson(Claims(plan)).WithJson(Subjects(plan));
        return await database.FirstAsync(sql, Facts, cancel) ?? EvaluationFacts.None;
    }

    public async Task<EvaluationFacts> LookAsync(ReservationPlan plan, CancellationToken cancel)
    {
        if (plan.IsEmpty) return EvaluationFacts.None;
        var sql = new Sql("select hitl.limit_standings(null, $1)::text, hitl.other_requests(null, $2)::text").WithJson(Claims(plan)).WithJson(Subjects(plan));
        return await database.FirstAsync(sql, Facts, cancel) ?? EvaluationFacts.None;
    }

    public Task<string?> FindBreachAsync(RequestId request, int revision, ReservationPlan plan, CancellationToken cancel) =>
        plan.Claims.Count == 0
            ? Task.FromResult<string?>(null)
            : database.FirstAsync(
                new Sql("select hitl.reservation_breach($1, $2, $3)").With(request.Value).With(revision).WithJson(Claims(plan)), row => row.TextOrNull(0), cancel);

    private static EvaluationFacts Facts(NpgsqlDataReader row) =>
        new(Reading.Json<IReadOnlyList<LimitStanding>>(row.TextOrNull(0) ?? "[]"), Reading.Json<IReadOnlyList<ConflictingRequest>>(row.TextOrNull(1) ?? "[]"));

    private static string Claims(ReservationPlan plan) => new JsonArray([.. plan.Claims.Select(claim =>
    {
        var json = JsonSerializer.SerializeToNode(claim with { Key = EntryJson.Clean(claim.Key)! })!;
        json["Seconds"] = claim.Period.TotalSeconds;
        return json;
    })]).ToJsonString();

    private static string Subjects(ReservationPlan plan) =>
        JsonSerializer.Serialize(plan.Subjects.Select(subject => subject with { Subject = EntryJson.Clean(subject.Subject)! }));
}
