using Hitl.Escalations.Cards;
using Hitl.Escalations.Desk;
using Hitl.Escalations.Ids;
using Hitl.Postgres.Connections;
using Hitl.Postgres.Ledger;
using Npgsql;

namespace Hitl.Postgres.Desk;

/// <summary>Desk cards owed.</summary>
internal sealed class DeskCardStore(Database database) : IDeskCards
{
    public Task WantAsync(string kind, string subject, IReadOnlyList<PersonId> people, int reminder, CancellationToken cancel) =>
        database.ExecuteAsync(
            new Sql("select hitl.want_desk_cards($1, $2, $3, $4)").With(kind).With(subject).With(people.Select(person => person.Value)).With(reminder), cancel);

    public Task ChangedAsync(string kind, string subject, CancellationToken cancel) =>
        database.ExecuteAsync(
            new Sql("update hitl.desk_card set wanted_version = wanted_version + 1, due_at = clock_timestamp() where kind = $1 and subject = $2").With(kind).With(subject), cancel);

    public async Task<IReadOnlyList<DeskCardJob>> ClaimAsync(int most, TimeSpan lease, CancellationToken cancel) =>
        await database.ListAsync(
            new Sql("select kind, subject, person, wanted_version, channel, message, attempts, reminder, reminder_sent from hitl.claim_desk_cards($1, $2)").With(most).With(lease), Job, cancel);

    public Task ShownAsync(DeskCardJob job, CardLocation location, CancellationToken cancel) =>
        database.ExecuteAsync(
            For(
                new Sql(
                    """
                    update hitl.desk_card
                       set channel = $4, message = $5, shown_version = greatest(shown_version, $6), reminder_sent = greatest(reminder_sent, $7),
                           attempts = 0, error = null, due_at = clock_timestamp()
                     where kind = $1 and subject = $2 and person = $3
                    """),
                job).With(location.Channel).With(location.MessageId).With(job.WantedVersion).With(job.Reminder),
            cancel);

    public Task FailedAsync(DeskCardJob job, string error, DateTimeOffset? retryAt, CancellationToken cancel) =>
        database.ExecuteAsync(
            For(
                new Sql(
                    """
                    update hitl.desk_card set attempts = attempts + 1, error = $4, due_at = coalesce($5, due_at), gave_up = $5 is null
                     where kind = $1 and subject = $2 and person = $3
                    """),
                job).With(EntryJson.Clean(error)).With(retryAt),
            cancel);

    public Task<DeskCardKey?> AtAsync(CardLocation location, CancellationToken cancel) =>
        database.FirstAsync(
            new Sql("select kind, subject, person from hitl.desk_card where channel = $1 and message = $2").With(EntryJson.Clean(location.Channel)).With(EntryJson.Clean(location.MessageId)), Key, cancel);

    private static Sql For(Sql sql, DeskCardJob job) => sql.With(job.Key.Kind).With(job.Key.Subject).With(job.Key.Person.Value);

    private static DeskCardKey Key(NpgsqlDataReader row) => new(row.GetString(0), row.GetString(1), new(row.GetString(2)));

    private static DeskCardJob Job(NpgsqlDataReader row) => new(
        Key(row), row.GetInt64(3), row.TextOrNull(4) is { } channel && row.TextOrNull(5) is { } message ? new CardLocation(channel, message) : null, row.GetInt32(6), row.GetInt32(7), row.GetInt32(8));
}
