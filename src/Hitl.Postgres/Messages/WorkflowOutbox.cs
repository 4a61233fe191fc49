using Hitl.Escalations.Intake;
using Hitl.Postgres.Connections;

namespace Hitl.Postgres.Messages;

/// <summary>Messages to workflows. What a pump writes counts only under the epoch it holds, so one that slept through its lease changes nothing.</summary>
internal sealed class WorkflowOutbox(Database database, TimeProvider time) : IWorkflowOutbox
{
    private const string Lease = "workflow-pump";
    private const string IsHeld = "exists (select from hitl.lease where name = '" + Lease + "' and epoch = $2 and until > clock_timestamp() for share)";

    private long _epoch;

    public async Task<bool> HoldLeaseAsync(string holder, TimeSpan length, CancellationToken cancel)
    {
        var epoch = await database.FirstAsync(
            new Sql("select hitl.hold_lease($1, $2, $3)").With(Lease).With(holder).With(length), row => row.IsDBNull(0) ? 0 : row.GetInt64(0), cancel);
        Interlocked.Exchange(ref _epoch, epoch);
        return epoch != 0;
    }

    public async Task<IReadOnlyList<WorkflowMessage>> PendingAsync(int most, CancellationToken cancel) =>
        await database.ListAsync(
            new Sql(
                """
                select id, request, kind, attempts from hitl.workflow_message m
                 where delivered_at is null and due_at <= clock_timestamp()
                   and not exists (select from hitl.workflow_message o where o.request = m.request and o.no < m.no and o.delivered_at is null)
                 order by no limit $1
                """).With(most),
            row => new WorkflowMessage(row.GetGuid(0), new(row.GetString(1)), row.GetString(2), row.GetInt32(3)),
            cancel);

    public Task DeliveredAsync(WorkflowMessage message, CancellationToken cancel) =>
        database.ExecuteAsync(
            new Sql($"update hitl.workflow_message set delivered_at = clock_timestamp(), error = null where id = $1 and delivered_at is null and {IsHeld}")
                .With(message.Id).With(Interlocked.Read(ref _epoch)),
            cancel);

    public Task FailedAsync(WorkflowMessage message, string error, DateTimeOffset retryAt, CancellationToken cancel) =>
        database.ExecuteAsync(
            new Sql(
                $"""
                update hitl.workflow_message set attempts = $3 + 1, error = $4, due_at = clock_timestamp() + $5
                 where id = $1 and delivered_at is null and attempts = $3 and {IsHeld}
                """)
                .With(message.Id).With(Interlocked.Read(ref _epoch)).With(message.Attempts).With(Ledger.EntryJson.Clean(error)).With(retryAt - time.GetUtcNow()),
            cancel);

    public Task WaitAsync(TimeSpan timeout, CancellationToken cancel) => database.Signals.Messages.WaitAsync(timeout, cancel);
}
