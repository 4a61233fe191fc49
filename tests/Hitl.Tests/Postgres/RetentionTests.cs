using Hitl.Escalations.Ledger;
using Hitl.Postgres.Ledger;
using Hitl.Postgres.Retention;
using Hitl.Proof;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Hitl.Tests.Postgres;

/// <summary>Rows go when their days are over, never before, never under a hold, and never without a certificate that the chain proves.</summary>
public sealed class RetentionTests(PostgresCluster cluster) : IAsyncLifetime
{
    private const string OldMonth = "2020-03-15";

    private readonly PostgresDatabase _database = new(cluster);
    private ServiceProvider _process = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private RetentionStore Store => _process.GetRequiredService<RetentionStore>();

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        _process = _database.Services(_database.Access.App, _database.Access.Seal);
        // As a superuser, who alone can date rows back; the guard makes the months as the sealer would have.
        await _database.ExecuteAsync($"select hitl_guard.add_month('{OldMonth}')");
        await _database.ExecuteAsync(
            $"""
            insert into audit.event (id, at, kind, by_whom, customer, summary, body)
            select gen_random_uuid(), timestamptz '{OldMonth}' + make_interval(mins => n), (array['decision.recorded', 'card.posted', 'ledger.read'])[1 + n % 3],
                   'system:test', 'c-' || n % 2, 'Row ' || n || '.', '[]' from generate_series(1, 30) n
            """);
        await SealedLedger.AppendAsync(_database, 5);
        await SealedLedger.SealAsync(_process);
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task What_is_over_its_days_goes_with_its_certificate_and_everything_still_verifies()
    {
        var plan = await Store.PlanAsync(Cancel);

        var results = await ApplyAsync();

        Assert.Equal(["access", "contact"], plan.Select(rows => rows.Class).Order());
        Assert.Equal((20L, true), (results.Sum(result => result.Rows), results.All(result => result.Refusal is null)));
        Assert.Equal(10L, await OldRowsAsync());
        Assert.Equal(2L, await _database.AskAsync<long>("select count(*) from audit.event where kind = 'records.expired'"));
        Assert.Empty((await SealedLedger.VerifyAsync(_process)).Findings);
        Assert.Empty((await OfflineAsync()).Chain.Findings);
    }

    [Fact]
    public async Task Rows_that_wait_for_their_place_in_the_chain_wait_with_their_month()
    {
        await _database.ExecuteAsync(
            $"insert into audit.event (id, at, kind, by_whom, summary, body) values (gen_random_uuid(), '{OldMonth}', 'ledger.read', 'system:test', 'Late.', '[]')");

        var early = await Store.ApplyAsync("person:hana", TimeSpan.Zero, Cancel);
        var left = await OldRowsAsync();
        await SealedLedger.SealAsync(_process);
        await ApplyAsync();

        Assert.StartsWith("retention.uncertified: not all of them are sealed yet", Assert.Single(early, result => result.Class == "access").Refusal, StringComparison.Ordinal);
        Assert.Equal((31L, 10L), (left, await OldRowsAsync()));
        Assert.Empty((await SealedLedger.VerifyAsync(_process)).Findings);
    }

    [Fact]
    public async Task A_month_without_rows_left_is_dropped_whole()
    {
        await Store.SetDaysAsync("trail", 1000, "person:hana", Cancel);

        await ApplyAsync();

        Assert.Equal(0L, await OldRowsAsync());
        Assert.True(await _database.AskAsync<bool>("select to_regclass('audit.event_2020_03') is null"));
        Assert.Empty((await SealedLedger.VerifyAsync(_process)).Findings);
    }

    [Theory]
    [InlineData("all", "*")]
    [InlineData("customer", "c-1")]
    public async Task Under_a_legal_hold_nothing_goes_until_it_is_released(string scope, string value)
    {
        var hold = await Store.HoldAsync(scope, value, "lawsuit 7", "person:hana", Cancel);

        var held = await ApplyAsync();
        var before = await OldRowsAsync();
        Assert.True(await Store.ReleaseAsync(hold, "person:hana", Cancel));
        var released = await ApplyAsync();

        Assert.All(held, result => Assert.StartsWith("retention.legal_hold", result.Refusal, StringComparison.Ordinal));
        Assert.Equal(30L, before);
        Assert.All(released, result => Assert.Null(result.Refusal));
        Assert.False(await Store.ReleaseAsync(hold, "person:hana", Cancel));
    }

    [Fact]
    public async Task A_certificate_that_is_not_signed_yet_expires_nothing_and_is_used_later()
    {
        var early = await Store.ApplyAsync("person:hana", TimeSpan.Zero, Cancel);
        var later = await ApplyAsync();

        Assert.All(early, result => Assert.StartsWith("retention.uncertified", result.Refusal, StringComparison.Ordinal));
        Assert.All(later, result => Assert.Null(result.Refusal));
        Assert.Equal(2L, await _database.AskAsync<long>("select count(*) from audit.event where kind = 'records.expired'"));
    }

    [Theory]
    [InlineData("hitl_retention", "delete from audit.event")]
    [InlineData("hitl_retention", "update audit.event set summary = 'x'")]
    [InlineData("hitl_retention", "delete from audit.legal_hold")]
    [InlineData("hitl_retention", "update audit.legal_hold set reason = 'x'")]
    [InlineData("hitl_retention", "update audit.retention_days set days = 1")]
    [InlineData("hitl_retention", "insert into hitl_guard.ticket (xid, why) values (pg_current_xact_id(), 'expire trail 2020-03-01')")]
    [InlineData("hitl_app", "select hitl_guard.expire('trail', '2020-03-01', gen_random_uuid())")]
    [InlineData("hitl_app", "insert into audit.retention_days (class, days, by_whom) values ('trail', 1, 'x')")]
    [InlineData("hitl_seal", "select hitl_guard.expirable()")]
    public async Task No_role_expires_anything_another_way(string role, string sql)
    {
        await Store.HoldAsync("request", "req_1", "lawsuit 8", "person:hana", Cancel);
        var access = role switch { "hitl_app" => _database.Access.App, "hitl_seal" => _database.Access.Seal, _ => _database.Access.Retention! };

        var refused = await Assert.ThrowsAsync<PostgresException>(() => PostgresCluster.ExecuteAsync(access, sql));

        Assert.Equal("42501", refused.SqlState);
        Assert.Equal(30L, await OldRowsAsync());
    }

    [Theory]
    [InlineData("trail", "2020-03-01", "retention.too_early")]
    [InlineData("access", "2020-03-01", "retention.uncertified")]
    public async Task The_database_itself_refuses_what_is_too_early_or_not_certified(string @class, string month, string code)
    {
        var refused = await Assert.ThrowsAsync<PostgresException>(
            () => PostgresCluster.ExecuteAsync(_database.Access.Retention!, $"select hitl_guard.expire('{@class}', '{month}', gen_random_uuid())"));

        Assert.StartsWith(code, refused.MessageText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_beyond_the_certificate_that_goes_too_is_found()
    {
        await ApplyAsync();
        await using var connection = new NpgsqlConnection(_database.Access.Admin);
        await connection.OpenAsync(Cancel);
        await LedgerFuzz.DropGuardsAsync(connection);
        await using var more = new NpgsqlCommand("delete from audit.event where kind = 'decision.recorded' and summary = 'Row 3.'", connection);
        await more.ExecuteNonQueryAsync(Cancel);

        var report = await SealedLedger.VerifyAsync(_process);

        Assert.Equal("event.missing", Assert.Single(report.Findings).Code);
    }

    [Fact]
    public async Task The_database_and_the_code_agree_on_every_kinds_class()
    {
        foreach (var kind in typeof(LedgerKinds).GetFields().Select(field => (string)field.GetRawConstantValue()!))
            Assert.Equal(RecordClasses.Of(kind).ToString().ToLowerInvariant(), await _database.AskAsync<string>($"select audit.class_of('{kind}')"));
    }

    /// <summary>Applies while a sealer works, as it always does: certificates are sealed and signed in between.</summary>
    private async Task<IReadOnlyList<ExpiryResult>> ApplyAsync()
    {
        await Store.ApplyAsync("person:hana", TimeSpan.Zero, Cancel);
        await SealedLedger.SealAsync(_process);
        return await Store.ApplyAsync("person:hana", TimeSpan.Zero, Cancel);
    }

    private Task<long> OldRowsAsync() => _database.AskAsync<long>("select count(*) from audit.event where at < '2021-01-01'");

    private async Task<OfflineReport> OfflineAsync()
    {
        using var export = new MemoryStream();
        var reader = _process.GetRequiredService<LedgerReader>();
        await reader.ExportAsync(new(), LedgerExportFormat.JsonLines, export, "person:auditor", Cancel);
        export.Seek(0, SeekOrigin.Begin);
        return await OfflineVerifier.VerifyAsync(export, reader.PublicKey!, [], Cancel);
    }
}
