using System.Text.Json.Nodes;
using Hitl.Escalations.Ledger;
using Hitl.FailPoints;
using Hitl.Postgres.Connections;
using Hitl.Postgres.Ledger;
using Hitl.Proof;

namespace Hitl.Postgres.Retention;

/// <summary>Days, holds and expiry, as role <c>hitl_retention</c>. The database refuses what is too early, held or not certified; a repeat finishes what a crash cut off.</summary>
public sealed class RetentionStore : IAsyncDisposable
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(200);

    private readonly Database? _database;
    private readonly ErasedCustomers? _erased;
    private readonly TimeProvider _time;

    private RetentionStore(Database? database, ErasedCustomers? erased, TimeProvider time) => (_database, _erased, _time) = (database, erased, time);

    private Database Required => _database ?? throw new RetentionRefusedException("retention.off: Hitl:Postgres:RetentionConnectionString is not set in this process");

    internal static RetentionStore Open(PostgresOptions options, CommitSignals signals, TimeProvider time) =>
        new(options.RetentionConnectionString is { } connection ? Database.Open(connection, options with { MaxConnections = 2 }, signals) : null,
            options.AnchorDirectory is { } anchors ? new(anchors) : null, time);

    /// <summary>What is over its days now, oldest first.</summary>
    /// <exception cref="RetentionRefusedException">This process has no right to expire.</exception>
    public async Task<IReadOnlyList<ExpirableRows>> PlanAsync(CancellationToken cancel) =>
        await Required.ListAsync(
            new Sql("select class, month, rows, since from hitl_guard.expirable()"),
            row => new ExpirableRows(row.GetString(0), row.GetFieldValue<DateOnly>(1), row.GetInt64(2), row.GetFieldValue<DateOnly>(3)),
            cancel);

    /// <summary>How many days each class is kept.</summary>
    public async Task<IReadOnlyDictionary<string, int>> DaysAsync(CancellationToken cancel) =>
        (await Required.ListAsync(
            new Sql("select c, audit.days_of(c) from unnest(array['trail', 'contact', 'access']) c"), row => (Class: row.GetString(0), Days: row.GetInt32(1)), cancel))
        .ToDictionary(pair => pair.Class, pair => pair.Days);

    /// <summary>Sets how many days a class is kept, with a ledger row.</summary>
    public async Task SetDaysAsync(string @class, int days, string by, CancellationToken cancel)
    {
        var entry = Entry(LedgerKinds.RetentionChanged, by, $"Rows of class {@class} are kept {days} days.", new() { ["class"] = @class, ["days"] = days });
        await Required.ExecuteAsync(
            new Sql("with set as (insert into audit.retention_days (class, days, by_whom) values ($1, $2, $3) returning 1) select audit.append($4) from set")
                .With(@class).With(days).With(by).WithJson(EntryJson.Write(entry)),
            cancel);
    }

    /// <summary>Holds that stand, oldest first.</summary>
    public async Task<IReadOnlyList<LegalHold>> HoldsAsync(CancellationToken cancel) =>
        await Required.ListAsync(
            new Sql("select id, scope, value, reason, by_whom, at from audit.legal_hold where released_at is null order by at"),
            row => new LegalHold(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.Time(5)),
            cancel);

    /// <summary>Sets a hold, with a ledger row.</summary>
    public async Task<Guid> HoldAsync(string scope, string value, string reason, string by, CancellationToken cancel)
    {
        var id = Guid.CreateVersion7();
        var entry = Entry(
            LedgerKinds.RetentionChanged, by, $"A legal hold was set on {scope} {value}: {reason}",
            new() { ["hold"] = id.ToString("D"), ["scope"] = scope, ["value"] = value, ["reason"] = reason });
        await Required.ExecuteAsync(
            new Sql("with set as (insert into audit.legal_hold (id, scope, value, reason, by_whom) values ($1, $2, $3, $4, $5) returning 1) select audit.append($6) from set")
                .With(id).With(scope).With(value).With(reason).With(by).WithJson(EntryJson.Write(entry)),
            cancel);
        return id;
    }

    /// <summary>Releases a hold, with a ledger row; false when none of that id stands.</summary>
    public async Task<bool> ReleaseAsync(Guid id, string by, CancellationToken cancel)
    {
        var entry = Entry(LedgerKinds.RetentionChanged, by, $"Legal hold {id:D} was released.", new() { ["hold"] = id.ToString("D"), ["released"] = true });
        var released = await Required.ListAsync(
            new Sql(
                """
                with gone as (update audit.legal_hold set released_at = clock_timestamp(), released_by = $2 where id = $1 and released_at is null returning 1)
                select audit.append($3) from gone
                """).With(id).With(by).WithJson(EntryJson.Write(entry)),
            _ => true,
            cancel);
        return released.Count > 0;
    }

    /// <summary>Expires everything that is over its days: certificate, seal and signature first, then exactly the rows it names.</summary>
    /// <param name="by">Who asked for it: <c>person:hana</c>.</param>
    /// <param name="patience">How long to wait for certificates to be sealed and signed; what is not by then goes with the next call.</param>
    /// <param name="cancel">Stops between two steps; a repeat goes on from there.</param>
    public async Task<IReadOnlyList<ExpiryResult>> ApplyAsync(string by, TimeSpan patience, CancellationToken cancel)
    {
        var certified = new List<(ExpirableRows Rows, Guid Certificate)>();
        var results = new List<ExpiryResult>();
        foreach (var rows in await PlanAsync(cancel))
        {
            if (await CertifyAsync(rows, by, cancel) is { } certificate) certified.Add((rows, certificate));
            else results.Add(new(rows.Class, rows.Month, 0, "retention.uncertified: not all of them are sealed yet; they go with the next call"));
        }

        if (certified.Count > 0) FailPoint.Hit("T1");
        var started = _time.GetTimestamp();
        foreach (var (rows, certificate) in certified) results.Add(await ExpireAsync(rows, certificate, patience - _time.GetElapsedTime(started), cancel));
        return results;
    }

    /// <summary>Destroys a customer's key, so that what is about that person is unreadable wherever it lies; the ledger's rows stay as they are.</summary>
    /// <param name="customer">The reference that requests name.</param>
    /// <param name="reason">Why; recorded.</param>
    /// <param name="by">Who: <c>person:hana</c>.</param>
    /// <param name="cancel">Stops waiting; a repeat goes on from there.</param>
    /// <exception cref="RetentionRefusedException"><c>erasure.open_requests</c>, <c>erasure.legal_hold</c>, <c>erasure.unknown</c> or <c>retention.off</c>.</exception>
    public async Task<Erasure> EraseAsync(string customer, string reason, string by, CancellationToken cancel)
    {
        var refusal = await Required.FirstAsync(new Sql("select hitl_guard.why_not_erase($1)").With(customer), row => row.TextOrNull(0), cancel);
        if (refusal is not null) throw new RetentionRefusedException(refusal);
        // Outside the database first: a backup restored later brings the wrapped key back, and the sealer destroys it again.
        _erased?.Append(new(customer, reason, by, _time.GetUtcNow()));
        FailPoint.Hit("K1");
        var done = await Erasure.DestroyAsync(Required, customer, reason, by, cancel);
        FailPoint.Hit("K1");
        Required.Signals.Ledger.Set();
        return done;
    }

    // Null while rows wait for their place in the chain: a certificate of the others would name fewer than go.
    private async Task<Guid?> CertifyAsync(ExpirableRows rows, string by, CancellationToken cancel)
    {
        var facts = await Required.FirstAsync(
            new Sql("select hitl_guard.expiry_facts($1, $2)::text").With(rows.Class).With(rows.Month), row => row.GetString(0), cancel);
        var body = JsonNode.Parse(facts!)!.AsObject();
        if ((long?)body["unsealed"] > 0) return null;
        body.Remove("unsealed");
        // The same rows were certified before and a crash came between: that certificate is as good.
        var known = await Required.FirstAsync(
            new Sql("select id from audit.event where kind = $1 and body::jsonb ->> 'digest' = $2 and body::jsonb ->> 'class' = $3 limit 1")
                .With(ExpiryCertificate.Kind).With((string?)body["digest"]).With(rows.Class),
            row => row.GetGuid(0),
            cancel);
        if (known != Guid.Empty) return known;
        var id = Guid.CreateVersion7();
        var entry = Entry(LedgerKinds.RecordsExpired, by, $"{rows.Rows} rows of class {rows.Class} of {rows.Month:yyyy-MM} expire after {body["days"]} days.", body);
        await Required.ExecuteAsync(new Sql("select audit.append_once($1)").WithJson(EntryJson.WriteNamed([(id, entry)])), cancel);
        return id;
    }

    private async Task<ExpiryResult> ExpireAsync(ExpirableRows rows, Guid certificate, TimeSpan patience, CancellationToken cancel)
    {
        var started = _time.GetTimestamp();
        while (true)
        {
            try
            {
                var gone = await Required.FirstAsync(
                    new Sql("select hitl_guard.expire($1, $2, $3)").With(rows.Class).With(rows.Month).With(certificate), row => row.GetInt64(0), cancel);
                FailPoint.Hit("T2");
                return new(rows.Class, rows.Month, gone, null);
            }
            catch (RetentionRefusedException waits) when (waits.Code == "retention.uncertified" && _time.GetElapsedTime(started) < patience)
            {
                await Task.Delay(LookAgain, _time, cancel);
            }
            catch (RetentionRefusedException refused)
            {
                return new(rows.Class, rows.Month, 0, refused.Message);
            }
        }
    }

    private static LedgerEntry Entry(string kind, string by, string summary, JsonObject body) => new() { Kind = kind, By = by, Summary = summary, Body = body };

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _database?.DisposeAsync() ?? ValueTask.CompletedTask;
}
