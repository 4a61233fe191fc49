using Hitl.Postgres.Connections;

namespace Hitl.Postgres.Access;

/// <summary>Which Slack deliveries were seen in the last 24 hours: Slack repeats what it believes unanswered.</summary>
public sealed class SlackDeliveries
{
    private readonly Database _database;

    internal SlackDeliveries(Database database) => _database = database;

    /// <summary>Notes a delivery; false when the same one was noted in the last 24 hours. Of two at once exactly one gets true.</summary>
    /// <param name="deliveryId">What identifies the delivery, 1–500 characters.</param>
    /// <param name="cancel">Stops before commit only.</param>
    public Task<bool> IsNewAsync(string deliveryId, CancellationToken cancel) => throw new NotImplementedException();
}
