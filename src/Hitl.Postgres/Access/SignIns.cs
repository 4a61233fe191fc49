using Hitl.Escalations.Ids;
using Hitl.Postgres.Connections;

namespace Hitl.Postgres.Access;

/// <summary>When people last signed in to the console: a high-risk approval in Slack rests on a recent one.</summary>
public sealed class SignIns
{
    private readonly Database _database;

    internal SignIns(Database database) => _database = database;

    /// <summary>Notes a sign-in.</summary>
    public Task RecordAsync(PersonId person, DateTimeOffset at, CancellationToken cancel) =>
        _database.ExecuteAsync(
            new Sql("insert into hitl.sign_in as s (person, at) values ($1, $2) on conflict (person) do update set at = greatest(s.at, excluded.at)")
                .With(person.Value).With(at),
            cancel);

    /// <summary>The last sign-in, UTC; null when there was none.</summary>
    public Task<DateTimeOffset?> LastAsync(PersonId person, CancellationToken cancel) =>
        _database.FirstAsync(new Sql("select at from hitl.sign_in where person = $1").With(person.Value), row => row.TimeOrNull(0), cancel);
}
