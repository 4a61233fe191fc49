using Hitl.Postgres.Connections;

namespace Hitl.Postgres.Access;

/// <summary>Which Slack deliveries were seen in the last 24 hours: Slack repeats what it believes unanswered.</summary>
public sealed class SlackDeliveries
{
    private const int LongestId = 500;

    private readonly Database _database;

    internal SlackDeliveries(Database database) => _database = database;

    /// <summary>Notes a delivery; false when the same one was noted in the last 24 hours. Of two at once exactly one gets true.</summary>
    /// <param name="deliveryId">What identifies the delivery, 1–500 characters.</param>
    /// <param name="cancel">Stops before commit only.</param>
    /// <exception cref="ArgumentException">The id is empty or longer than 500 characters.</exception>
    public Task<bool> IsNewAsync(string deliveryId, CancellationToken cancel)
    {
        if (deliveryId.Length is 0 or > LongestId) throw new ArgumentException($"A delivery id has 1 to {LongestId} characters.", nameof(deliveryId));
        return _database.FirstAsync(
            new Sql(
                """
                with old as (
                    delete from hitl.slack_delivery
                     where id in (select id from hitl.slack_delivery where at < clock_timestamp() - interval '24 hours' and id <> $1 limit 20 for update skip locked)
                ), noted as (
                    insert into hitl.slack_delivery as d (id) values ($1)
                    on conflict (id) do update set at = clock_timestamp() where d.at < clock_timestamp() - interval '24 hours'
                    returning 1
                )
                select exists (select from noted)
                """).With(Ledger.EntryJson.Clean(deliveryId)),
            row => row.GetBoolean(0),
            cancel);
    }
}
