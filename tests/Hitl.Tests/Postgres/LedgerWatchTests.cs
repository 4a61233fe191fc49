using Hitl.Postgres;
using Hitl.Postgres.Ledger;
using Hitl.Proof;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Hitl.Tests.Postgres;

/// <summary>The look at the ledger's tail every minute, and checkpoints kept by somebody else over HTTP.</summary>
public sealed class LedgerWatchTests(PostgresCluster cluster) : IAsyncLifetime
{
    private readonly PostgresDatabase _database = new(cluster);
    private ServiceProvider _process = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        _process = _database.Services(_database.Access.App, _database.Access.Seal);
        await SealedLedger.AppendAsync(_database, 30);
        await SealedLedger.SealAsync(_process);
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_sound_tail_stops_nothing()
    {
        var findings = await Watch(rows: 10).LookAsync(Cancel);

        Assert.Empty(findings);
        Assert.Equal(0L, await _database.AskAsync<long>("select count(*) from hitl.execution_stop"));
    }

    [Theory]
    [InlineData("update audit.event set summary = 'Nothing happened.' where id = (select event_id from audit.seal where seq = 28)", "event.altered")]
    [InlineData("delete from audit.event where id = (select event_id from audit.seal where seq = 28)", "event.missing")]
    [InlineData("update audit.seal set link = sha256(link) where seq = 30", "audit.rolled_back")]
    [InlineData("delete from audit.checkpoint", "checkpoint.missing")]
    public async Task DB10_What_a_superuser_does_to_the_tail_stops_executions_within_a_minute(string sql, string code)
    {
        await using (var connection = new NpgsqlConnection(_database.Access.Admin))
        {
            await connection.OpenAsync(Cancel);
            await LedgerFuzz.DropGuardsAsync(connection);
            await using var edit = new NpgsqlCommand(sql, connection);
            await edit.ExecuteNonQueryAsync(Cancel);
        }

        var found = await Record.ExceptionAsync(() => Watch(rows: 10).LookAsync(Cancel)) is LedgerRolledBackException behind
            ? behind.Code
            : (await Watch(rows: 10).LookAsync(Cancel))[0].Code;

        Assert.Contains(found, new[] { code, "leaf.mismatch" });
        // The guards that were dropped would have hashed a row about it; executions stop without one.
        Assert.Equal(1L, await _database.AskAsync<long>("select count(*) from hitl.execution_stop"));
    }

    [Fact]
    public async Task Checkpoints_reach_the_sink_once_it_is_there_byte_for_byte_and_once()
    {
        await using var sink = await AnchorSink.StartAsync();
        using var remote = Remote(sink.Address);
        sink.IsDown = true;

        Assert.Empty(await Watch(rows: 10, remote).LookAsync(Cancel));
        sink.IsDown = false;
        Assert.Empty(await Watch(rows: 10, remote).LookAsync(Cancel));
        Assert.Empty(await Watch(rows: 10, remote).LookAsync(Cancel));

        Assert.Equal(new AnchorFile(_database.AnchorDirectory).All(), sink.Notes);
        Assert.All(sink.Credentials, credential => Assert.Equal("Bearer anchor-token", credential));
    }

    [Fact]
    public async Task A_database_behind_the_sink_is_found_though_the_file_went_with_it()
    {
        await using var sink = await AnchorSink.StartAsync();
        using var remote = Remote(sink.Address);
        await Watch(rows: 10, remote).LookAsync(Cancel);
        using (var key = Key()) sink.Notes.Add(key.Sign(new(Seal.MainChain, 40, new string('a', 64), TimeProvider.System.GetUtcNow(), 9)));

        var findings = await Watch(rows: 10, remote).LookAsync(Cancel);

        Assert.Equal(("audit.rolled_back", 40L), (findings[0].Code, findings[0].Sequence));
        Assert.Equal(1L, await _database.AskAsync<long>("select count(*) from hitl.execution_stop"));
    }

    [Fact]
    public async Task A_bucket_with_object_lock_keeps_every_checkpoint_under_a_signature_it_checks_itself()
    {
        await using var bucket = await LockedBucket.StartAsync();
        using var remote = Bucket(bucket.Options);

        Assert.Empty(await Watch(rows: 10, remote).LookAsync(Cancel));
        Assert.Empty(await Watch(rows: 10, remote).LookAsync(Cancel));

        Assert.Equal(new AnchorFile(_database.AnchorDirectory).All(), bucket.Objects.Values);
        Assert.All(bucket.Locks.Values, until => Assert.InRange(until, TimeProvider.System.GetUtcNow().AddDays(29), TimeProvider.System.GetUtcNow().AddDays(31)));
        Assert.Empty(bucket.Refused);
    }

    [Fact]
    public async Task A_wrong_secret_is_refused_by_the_bucket_and_sealing_goes_on()
    {
        await using var bucket = await LockedBucket.StartAsync();
        using var remote = Bucket(bucket.Options with { SecretAccessKey = "another" });

        var findings = await Watch(rows: 10, remote).LookAsync(Cancel);

        Assert.Empty(findings);
        Assert.Empty(bucket.Objects);
        Assert.NotEmpty(bucket.Refused);
    }

    [Fact]
    public async Task A_database_behind_the_bucket_is_found()
    {
        await using var bucket = await LockedBucket.StartAsync();
        using var remote = Bucket(bucket.Options);
        await Watch(rows: 10, remote).LookAsync(Cancel);
        using (var key = Key()) bucket.Objects["hitl-ledger/main-0000000000000000040.txt"] = key.Sign(new(Seal.MainChain, 40, new string('a', 64), TimeProvider.System.GetUtcNow(), 9));

        var findings = await Watch(rows: 10, remote).LookAsync(Cancel);

        Assert.Equal(("audit.rolled_back", 40L), (findings[0].Code, findings[0].Sequence));
    }

    [Fact]
    public async Task Once_a_day_the_whole_chain_is_verified_and_what_the_tail_does_not_reach_is_found()
    {
        var clock = new Gateway.ManualTime();
        Assert.Empty(await Watch(rows: 5, time: clock).LookAsync(Cancel));
        await using (var connection = new NpgsqlConnection(_database.Access.Admin))
        {
            await connection.OpenAsync(Cancel);
            await LedgerFuzz.DropGuardsAsync(connection);
            await using var edit = new NpgsqlCommand("update audit.event set summary = 'Nothing happened.' where id = (select event_id from audit.seal where seq = 3)", connection);
            await edit.ExecuteNonQueryAsync(Cancel);
        }

        var sameDay = await Watch(rows: 5, time: clock).LookAsync(Cancel);
        clock.Forward(TimeSpan.FromHours(25));
        var nextDay = await Watch(rows: 5, time: clock).LookAsync(Cancel);

        Assert.Empty(sameDay);
        Assert.Contains(nextDay, finding => finding.Sequence == 3);
        Assert.Equal(1L, await _database.AskAsync<long>("select count(*) from hitl.execution_stop"));
        Assert.Equal(1L, await _database.AskAsync<long>("select count(*) from audit.event where kind = 'ledger.read' and by_whom = 'system:ledger-watch'"));
    }

    [Fact]
    public async Task Rows_that_wait_for_a_sealer_are_late_and_stop_nothing()
    {
        await SealedLedger.AppendAsync(_database, 1);
        await _database.ExecuteAsync("set session_replication_role = replica; update audit.unsealed set at = at - interval '1 minute'");

        var findings = await Watch(rows: 10).LookAsync(Cancel);

        Assert.DoesNotContain(findings, finding => finding.Code == "unsealed.stale");
    }

    private S3Anchor Bucket(S3AnchorOptions options) => new(options, _process.GetRequiredService<SealStore>(), _process.GetRequiredService<CheckpointKey>(), TimeProvider.System);

    private CheckpointKey Key() => CheckpointKey.FromFile(Path.Combine(_database.AnchorDirectory, "checkpoint.pem"));

    private HttpAnchor Remote(Uri address) => new(address, "anchor-token", _process.GetRequiredService<SealStore>(), _process.GetRequiredService<CheckpointKey>());

    private LedgerWatch Watch(int rows, ICheckpointSink? remote = null, TimeProvider? time = null) => new(
        _process.GetRequiredService<SealStore>(), new(_database.AnchorDirectory), _process.GetRequiredService<CheckpointKey>(), remote is null ? [] : [remote],
        new PostgresOptions { TailCheckRows = rows }, time ?? TimeProvider.System, NullLogger<LedgerWatch>.Instance);
}
