using System.Text;
using Hitl.Escalations.Consent;
using Hitl.Escalations.Execution;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Requests;
using Hitl.Postgres.Ledger;
using Hitl.Proof;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Hitl.Tests.Postgres;

public sealed class LedgerChainTests(PostgresCluster cluster) : IAsyncLifetime
{
    private readonly PostgresDatabase _database = new(cluster);
    private ServiceProvider? _process;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ServiceProvider Process => _process!;

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        _process = _database.Services(_database.Access.App, _database.Access.Seal);
    }

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task What_was_sealed_verifies()
    {
        await SealedLedger.AppendAsync(_database, 120);
        await SealedLedger.SealAsync(Process);
        await SealedLedger.AppendAsync(_database, 30);
        await SealedLedger.SealAsync(Process);

        var report = await SealedLedger.VerifyAsync(Process);

        Assert.Empty(report.Findings);
        Assert.Equal((150L, 150L, 0L), (report.Rows, report.Head, report.Unsealed));
        // Two notes stored, the same two anchored.
        Assert.Equal(4, report.Checkpoints);
    }

    [Fact]
    public async Task An_empty_ledger_verifies()
    {
        var report = await SealedLedger.VerifyAsync(Process);

        Assert.True(report.IsIntact);
        Assert.Equal(0, report.Head);
    }

    [Fact]
    public async Task A_repeated_append_of_one_row_writes_it_once_also_when_it_was_sealed_meanwhile()
    {
        var entries = EntryJson.WriteNamed([(Guid.CreateVersion7(), Samples.Entry(Samples.Request(), "test"))]).Replace("'", "''", StringComparison.Ordinal);
        await _database.ExecuteAsync($"select audit.append_once('{entries}')");
        await _database.ExecuteAsync($"select audit.append_once('{entries}')");
        await SealedLedger.SealAsync(Process);

        await _database.ExecuteAsync($"select audit.append_once('{entries}')");

        Assert.Equal(1L, await _database.AskAsync<long>("select count(*) from audit.event"));
    }

    [Fact]
    public async Task A_row_the_database_refuses_fails_alone()
    {
        var appender = Process.GetRequiredService<LedgerAppender>();
        var request = Samples.Request();
        var rows = Enumerable.Range(0, 50).Select(n => Samples.Entry(request, n == 25 ? new string('k', 65) : "kind")).ToList();

        var results = await Task.WhenAll(rows.Select(async row => await Record.ExceptionAsync(() => appender.AppendAsync(row, Cancel))));

        Assert.Single(results, result => result is not null);
        Assert.Equal(49, await _database.RowsAsync(request.Id, "kind"));
    }

    [Fact]
    public async Task Of_two_sealers_the_one_with_the_old_epoch_writes_nothing()
    {
        await SealedLedger.AppendAsync(_database, 10);
        await using var other = _database.Services(_database.Access.App, _database.Access.Seal);
        var store = Process.GetRequiredService<SealStore>();
        var old = await store.HoldLeaseAsync("old", TimeSpan.FromMinutes(1), Cancel);
        Assert.Null(await store.HoldLeaseAsync("new", TimeSpan.FromMinutes(1), Cancel));

        // The old one sleeps through its lease.
        await _database.ExecuteAsync("update hitl.lease set until = clock_timestamp() where name = 'sealer'");
        await SealedLedger.SealAsync(other, "new");
        await SealedLedger.AppendAsync(_database, 5);
        var written = await Process.GetRequiredService<ChainWriter>().SealAsync(old!.Value, Cancel);

        Assert.Null(written);
        Assert.Equal(10L, await _database.AskAsync<long>("select count(*) from audit.seal"));
        Assert.Empty((await SealedLedger.VerifyAsync(Process)).Findings);
    }

    [Fact]
    public async Task A_sealer_whose_chain_moved_on_starts_from_the_database_again()
    {
        await using var other = _database.Services(_database.Access.App, _database.Access.Seal);
        await SealedLedger.AppendAsync(_database, 4);
        await SealedLedger.SealAsync(Process, "same-holder");
        await SealedLedger.AppendAsync(_database, 4);
        await SealedLedger.SealAsync(other, "same-holder");
        await SealedLedger.AppendAsync(_database, 4);

        // Its idea of the head is stale: the unique key refuses, and forgetting heals.
        await Assert.ThrowsAsync<PostgresException>(() => SealedLedger.SealAsync(Process, "same-holder"));
        Process.GetRequiredService<ChainWriter>().Forget();
        await SealedLedger.SealAsync(Process, "same-holder");

        var report = await SealedLedger.VerifyAsync(Process);
        Assert.Empty(report.Findings);
        Assert.Equal(12, report.Head);
    }

    [Fact]
    public async Task A_checkpoint_whose_anchoring_a_crash_cut_off_is_anchored_later_byte_for_byte()
    {
        await SealedLedger.AppendAsync(_database, 3);
        await SealedLedger.SealAsync(Process);
        var anchor = Directory.GetFiles(_database.AnchorDirectory, "*.jsonl").Single();
        var before = await File.ReadAllTextAsync(anchor, Cancel);
        await File.WriteAllTextAsync(anchor, before[..(before.Length / 2)], Cancel);

        await using var restarted = _database.Services(_database.Access.App, _database.Access.Seal);
        await SealedLedger.AppendAsync(_database, 1);
        await SealedLedger.SealAsync(restarted);

        var notes = AnchorNotes.Of(await File.ReadAllLinesAsync(anchor, Cancel)).ToList();
        Assert.Equal(before, System.Text.Json.JsonSerializer.Serialize(notes[0]) + "\n");
        Assert.Equal(2, notes.Count);
        Assert.Empty((await SealedLedger.VerifyAsync(restarted)).Findings);
    }

    [Fact]
    public async Task Sealed_time_never_runs_backwards_and_a_step_is_flagged()
    {
        await SealedLedger.AppendAsync(_database, 3);
        await SealedLedger.SealAsync(Process);
        // As if the clock had stood an hour ahead when the last row was sealed.
        await WithoutGuardsAsync("update audit.seal set at = at + interval '1 hour' where seq = 3");
        Process.GetRequiredService<ChainWriter>().Forget();
        await SealedLedger.AppendAsync(_database, 2);
        var epoch = await Process.GetRequiredService<SealStore>().HoldLeaseAsync("test", TimeSpan.FromMinutes(1), Cancel);
        await Process.GetRequiredService<ChainWriter>().SealAsync(epoch!.Value, Cancel);

        Assert.True(await _database.AskAsync<bool>("select bool_and(stepped) from audit.seal where seq > 3"));
        Assert.Equal(0L, await _database.AskAsync<long>("select count(*) from audit.seal a join audit.seal b on b.seq = a.seq + 1 where b.at <= a.at"));
    }

    [Fact]
    public async Task DB11_An_old_backup_restored_is_noticed_at_start_and_stops_executions()
    {
        await SealedLedger.AppendAsync(_database, 20);
        await SealedLedger.SealAsync(Process);
        var old = await BackupAsync();
        await SealedLedger.AppendAsync(_database, 20);
        await SealedLedger.SealAsync(Process);
        await using var restored = _database.Services(old.App, old.Seal);
        var sealer = restored.GetServices<IHostedService>().OfType<Sealer>().Single();

        var refused = await Assert.ThrowsAsync<LedgerRolledBackException>(() => sealer.StartAsync(Cancel));

        Assert.Equal(("audit.rolled_back", 40L, 20L), (refused.Code, refused.Anchored, refused.Found));
        Assert.Contains((await SealedLedger.VerifyAsync(restored)).Findings, finding => finding.Code == "audit.rolled_back");
        await Assert.ThrowsAsync<Hitl.Postgres.ExecutionsStoppedException>(() => GrantAsync(restored));
    }

    [Fact]
    public async Task A_restored_backup_that_a_person_accepted_goes_on_and_says_so()
    {
        await SealedLedger.AppendAsync(_database, 5);
        await SealedLedger.SealAsync(Process);
        var old = await BackupAsync();
        await SealedLedger.AppendAsync(_database, 5);
        await SealedLedger.SealAsync(Process);
        await using var restored = _database.Services(old.App, old.Seal);
        var sealer = restored.GetServices<IHostedService>().OfType<Sealer>().Single();
        await Assert.ThrowsAsync<LedgerRolledBackException>(() => sealer.StartAsync(Cancel));

        await restored.GetRequiredService<LedgerRecovery>().AcceptAsync(Samples.Ada, "the disk was lost; this is the newest backup", Cancel);
        await SealedLedger.SealAsync(restored);

        var report = await SealedLedger.VerifyAsync(restored);
        Assert.Empty(report.Findings);
        // Two rows more: that it was found, and that it was accepted.
        Assert.Equal(7, report.Head);
        Assert.NotNull(await GrantAsync(restored));
    }

    [Fact]
    public async Task The_background_service_seals_what_is_committed_and_signs_when_it_stops()
    {
        var sealer = Process.GetServices<IHostedService>().OfType<Sealer>().Single();
        await sealer.StartAsync(Cancel);
        var appender = Process.GetRequiredService<LedgerAppender>();

        await Task.WhenAll(Enumerable.Range(0, 200).Select(n => appender.AppendAsync(Samples.Entry(Samples.Request(), "test"), Cancel)));
        await UntilAsync("select count(*) = 200 from audit.seal");
        await sealer.StopAsync(Cancel);

        var report = await SealedLedger.VerifyAsync(Process);
        Assert.Empty(report.Findings);
        Assert.Equal((200L, 2), (report.Head, report.Checkpoints));
    }

    [Fact]
    public async Task A_tail_cut_while_running_is_found_at_the_next_checkpoint()
    {
        await SealedLedger.AppendAsync(_database, 10);
        await SealedLedger.SealAsync(Process);
        await SealedLedger.AppendAsync(_database, 1);
        var epoch = await Process.GetRequiredService<SealStore>().HoldLeaseAsync("test", TimeSpan.FromMinutes(1), Cancel);
        var chain = Process.GetRequiredService<ChainWriter>();
        await chain.SealAsync(epoch!.Value, Cancel);

        await WithoutGuardsAsync("delete from audit.seal where seq = 11");

        await Assert.ThrowsAsync<LedgerRolledBackException>(() => chain.CheckpointAsync(epoch.Value, isForced: true, Cancel));
        Assert.Equal(1L, await _database.AskAsync<long>("select count(*) from hitl.execution_stop"));
    }

    [Fact]
    public async Task An_export_verifies_offline_with_the_public_key_alone()
    {
        await SealedLedger.AppendAsync(_database, 50);
        await SealedLedger.SealAsync(Process);

        var (rows, export) = await ExportAsync(new(), LedgerExportFormat.JsonLines);

        var report = await OfflineVerifier.VerifyAsync(export, PublicKey(), AnchorLines(), Cancel);
        Assert.Equal(50, rows);
        Assert.Empty(report.Chain.Findings);
        Assert.Equal((50L, 50L, 2), (report.Chain.Rows, report.Chain.Signed, report.Chain.Checkpoints));
    }

    [Fact]
    public async Task An_export_signed_by_somebody_else_does_not_verify()
    {
        await SealedLedger.AppendAsync(_database, 5);
        await SealedLedger.SealAsync(Process);
        var (_, export) = await ExportAsync(new(), LedgerExportFormat.JsonLines);
        using var other = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);

        var report = await OfflineVerifier.VerifyAsync(export, other.ExportSubjectPublicKeyInfoPem(), [], Cancel);

        Assert.Contains(report.Chain.Findings, finding => finding.Code == "checkpoint.signature");
    }

    [Fact]
    public async Task Any_change_of_an_exported_row_is_found_offline()
    {
        await SealedLedger.AppendAsync(_database, 40);
        await SealedLedger.SealAsync(Process);
        var (_, export) = await ExportAsync(new(), LedgerExportFormat.JsonLines);
        var lines = Encoding.UTF8.GetString(export.ToArray()).TrimEnd('\n').Split('\n');
        var random = new Random(20_260_304);

        for (var round = 0; round < 400; round++)
        {
            var (what, altered) = ExportFuzz.Alter(lines, random);
            using var stream = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', altered) + "\n"));
            var report = await OfflineVerifier.VerifyAsync(stream, PublicKey(), AnchorLines(), Cancel);
            Assert.False(report.IsIntact, $"round {round}: {what} was not found");
        }
    }

    [Fact]
    public async Task A_filtered_export_has_only_what_was_asked_for_and_leaves_a_row()
    {
        var request = Samples.Request();
        await Process.GetRequiredService<LedgerAppender>().AppendAsync(Samples.Entry(request, "test"), Cancel);
        await SealedLedger.AppendAsync(_database, 5);

        var (rows, export) = await ExportAsync(new() { Request = request.Id }, LedgerExportFormat.JsonLines);

        Assert.Equal(1, rows);
        Assert.Contains(request.Id.Value, Encoding.UTF8.GetString(export.ToArray()), StringComparison.Ordinal);
        Assert.Equal(1L, await _database.AskAsync<long>("select count(*) from audit.event where kind = 'ledger.read' and by_whom = 'person:auditor'"));
    }

    [Fact]
    public async Task A_spreadsheet_runs_nothing_from_an_export()
    {
        var row = Samples.Entry(Samples.Request(), "test") with { Summary = "=HYPERLINK(\"http://x\",\"y\")", Customer = " @SUM(A1)" };
        await Process.GetRequiredService<LedgerAppender>().AppendAsync(row, Cancel);

        var (_, export) = await ExportAsync(new() { Kind = "test" }, LedgerExportFormat.Csv);

        var text = Encoding.UTF8.GetString(export.ToArray());
        Assert.Contains("\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"", text, StringComparison.Ordinal);
        Assert.Contains(",' @SUM(A1),", text, StringComparison.Ordinal);
        Assert.StartsWith(LedgerCsv.Header + "\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_follow_one_another_without_gap_or_repeat()
    {
        await SealedLedger.AppendAsync(_database, 57);
        var reader = Process.GetRequiredService<LedgerReader>();
        var seen = new List<long>();
        var filter = new LedgerFilter { Actor = new("support-bot"), Most = 10 };

        LedgerPage page;
        do
        {
            page = await reader.QueryAsync(filter, "person:auditor", Cancel);
            seen.AddRange(page.Rows.Select(row => row.No));
            filter = filter with { After = page.Next };
        }
        while (page.Next is not null);

        Assert.Equal(57, seen.Count);
        Assert.Equal(seen.Distinct().Order(), seen);
    }

    private static async Task<Grant?> GrantAsync(IServiceProvider process)
    {
        var request = Samples.Request();
        await process.GetRequiredService<Hitl.Escalations.Intake.IRequestIntake>().SubmitAsync(
            request, "key", new string('b', 64), Samples.Entry(request, LedgerKinds.RequestReceived), Cancel);
        var evaluation = Samples.Evaluation(request, EvaluationOutcome.Allowed);
        var digest = ConsentDigest.Of(evaluation.Consent!);
        await process.GetRequiredService<IRequestStore>().RecordEvaluationAsync(request.Id, evaluation, digest, RequestState.Approved, [], Cancel);
        return await process.GetRequiredService<IGrantStore>().IssueAsync(
            new(request.Id, 1, digest, []), Samples.Entry(request, LedgerKinds.GrantIssued), Cancel);
    }

    private async Task<(long Rows, MemoryStream Export)> ExportAsync(LedgerFilter filter, LedgerExportFormat format)
    {
        var export = new MemoryStream();
        var rows = await Process.GetRequiredService<LedgerReader>().ExportAsync(filter, format, export, "person:auditor", Cancel);
        export.Position = 0;
        return (rows, export);
    }

    private string PublicKey()
    {
        using var key = CheckpointKey.FromFile(Path.Combine(_database.AnchorDirectory, "checkpoint.pem"));
        return key.PublicPem;
    }

    private string[] AnchorLines() => File.ReadAllLines(Directory.GetFiles(_database.AnchorDirectory, "*.jsonl").Single());

    /// <summary>A copy of the database as it is now, to be restored later.</summary>
    private async Task<Hitl.Postgres.Migrations.DatabaseAccess> BackupAsync()
    {
        var name = new NpgsqlConnectionStringBuilder(_database.Access.Admin).Database!;
        await Process.DisposeAsync();
        await _database.Cluster.CloseConnectionsAsync(name);
        var copy = await _database.Cluster.CreateDatabaseAsync(name);
        _process = _database.Services(_database.Access.App, _database.Access.Seal);
        return copy;
    }

    /// <summary>What a superuser who knows the guards does.</summary>
    private Task WithoutGuardsAsync(string sql) => _database.ExecuteAsync(
        "begin; insert into hitl_guard.ticket (xid, why) values (pg_current_xact_id(), 'test'); alter table audit.seal disable trigger all; "
        + sql + "; alter table audit.seal enable always trigger seal_is_append_only; commit");

    private async Task UntilAsync(string condition)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        while (!await _database.AskAsync<bool>(condition)) limit.Token.ThrowIfCancellationRequested();
    }
}
