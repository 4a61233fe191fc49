using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hitl.Escalations.Consent;
using Hitl.Escalations.Execution;
using Hitl.Escalations.Intake;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Requests;
using Hitl.Postgres;
using Hitl.Postgres.Ledger;
using Hitl.Postgres.Retention;
using Hitl.Proof;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Hitl.Tests.Postgres;

/// <summary>What is about a customer is sealed under a key of the customer's own; without that key it is gone, and the trail is whole.</summary>
public sealed class CustomerErasureTests(PostgresCluster cluster) : IAsyncLifetime
{
    private const string Secret = "Anna Kovacs moved to 12 Mill Lane";
    private const string OldAddress = "anna@example.org";
    private const string NewAddress = "anna+new@example.org";

    private readonly PostgresDatabase _database = new(cluster);
    private ServiceProvider _process = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string MasterKeys => Path.Combine(_database.AnchorDirectory, "master-keys");

    private RetentionStore Retention => _process.GetRequiredService<RetentionStore>();

    private IRequestStore Requests => _process.GetRequiredService<IRequestStore>();

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        await File.WriteAllTextAsync(MasterKeys, $"m1 {Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32))}\n", Cancel);
        _process = _database.Services(_database.Access.App, _database.Access.Seal, masterKeys: MasterKeys);
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task What_agents_and_people_wrote_is_nowhere_in_the_database_in_the_clear_and_reads_as_it_was()
    {
        var request = await AskAsync();

        var stored = await Requests.FindAsync(request.Id, Cancel);
        var rows = await _process.GetRequiredService<LedgerReader>().ShowAsync(request.Id, Cancel);

        Assert.Equal((Secret, "A-17"), (stored!.Request.Rationale, stored.Request.Parameters.Text("order")));
        Assert.Contains(Secret, rows[0].Body, StringComparison.Ordinal);
        Assert.Empty(await InTheClearAsync());
    }

    [Fact]
    public async Task After_the_key_is_destroyed_the_decision_is_still_shown_and_the_chain_still_verifies()
    {
        var request = await EndedAsync();
        await SealedLedger.SealAsync(_process);

        var done = await Retention.EraseAsync("cus_anna", "asked for on 3 March", "person:hana", Cancel);
        await SealedLedger.SealAsync(_process);

        Assert.Equal(new Erasure(1, 1, 0), done);
        var stored = await Requests.FindAsync(request.Id, Cancel);
        Assert.Equal((RequestState.Withdrawn, "cus_anna", new Money(42_000, "USD")), (stored!.State, stored.Request.Customer.Id, stored.Request.Amount));
        Assert.Equal(("[erased]", "[erased]", "[erased]"), (stored.Request.Rationale, stored.Request.Parameters.Text("order"), stored.Outcome));
        var row = (await _process.GetRequiredService<LedgerReader>().ShowAsync(request.Id, Cancel))[0];
        Assert.Equal(("actor:support-bot", "[erased]"), (row.By, (string?)JsonNode.Parse(row.Body)!["Rationale"]));
        Assert.Empty((await SealedLedger.VerifyAsync(_process)).Findings);
    }

    [Fact]
    public async Task What_guards_read_is_sealed_wherever_it_stands_shown_as_it_was_and_gone_after_the_erasure()
    {
        var request = await GuardedAsync();
        var before = (await Requests.FindAsync(request.Id, Cancel))!.Evaluation!;
        var shown = (await ShownAsync(request)).Single(row => row.Kind == LedgerKinds.RequestEvaluated);
        var clear = await InTheClearAsync();

        await Retention.EraseAsync("cus_anna", "asked for", "person:hana", Cancel);
        var after = (await Requests.FindAsync(request.Id, Cancel))!.Evaluation!;

        Assert.Equal((NewAddress, OldAddress, NewAddress), (before.Facts.Guards[0].Value, before.Facts.Guards[0].Before, before.Consent!.Guards![0].Value));
        Assert.Contains(NewAddress, before.Explanation.Sentence, StringComparison.Ordinal);
        Assert.Contains(OldAddress, shown.Body, StringComparison.Ordinal);
        Assert.Equal(before.Explanation.Sentence, shown.Summary);
        Assert.Empty(clear);
        Assert.Equal("E-mail changed since it was asked: it was [erased] and is [erased] now.", after.Explanation.Sentence);
        Assert.Equal(("[erased]", "[erased]", "ask-above-50"), (after.Facts.Guards[0].Value, after.Consent!.Guards![0].Value, after.Explanation.Rule));
        Assert.Equal("[]", await _database.AskAsync<string>("select readings from hitl.target_state"));
        Assert.Contains(await ShownAsync(request), row => row.Summary == after.Explanation.Sentence);
        Assert.DoesNotContain(await ShownAsync(request), row => (row.Body + row.Summary).Contains(NewAddress, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(LedgerExportFormat.JsonLines)]
    [InlineData(LedgerExportFormat.Csv)]
    public async Task An_export_shows_what_can_be_proven_before_and_erased_after_and_verifies_both_times(LedgerExportFormat format)
    {
        await EndedAsync();
        await SealedLedger.SealAsync(_process);

        var before = await ExportAsync(format);
        await Retention.EraseAsync("cus_anna", "asked for", "person:hana", Cancel);
        await SealedLedger.SealAsync(_process);
        var after = await ExportAsync(format);

        Assert.Contains(Secret, before, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, after, StringComparison.Ordinal);
        Assert.Contains("[erased]", after, StringComparison.Ordinal);
        Assert.Empty(await FindingsAsync(before));
        Assert.Empty(await FindingsAsync(after));
        Assert.Contains("opened.mismatch", await FindingsAsync(before.Replace("12 Mill Lane", "13 Mill Lane", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_customer_is_found_by_reference_after_the_erasure_as_before()
    {
        var request = await EndedAsync();

        await Retention.EraseAsync("cus_anna", "asked for", "person:hana", Cancel);

        var page = await _process.GetRequiredService<LedgerReader>().QueryAsync(new() { Customer = "cus_anna" }, "person:hana", Cancel);
        Assert.Contains(page.Rows, row => row.Request == request.Id.Value && row.Kind == LedgerKinds.RequestReceived);
        Assert.Contains(page.Rows, row => row.Kind == LedgerKinds.CustomerErased && row.By == "person:hana");
    }

    [Fact]
    public async Task Open_requests_and_legal_holds_stand_against_an_erasure_and_an_unknown_customer_is_named()
    {
        await AskAsync();

        var open = await Assert.ThrowsAsync<RetentionRefusedException>(() => Retention.EraseAsync("cus_anna", "asked for", "person:hana", Cancel));
        var hold = await Retention.HoldAsync("customer", "cus_anna", "lawsuit 7", "person:hana", Cancel);
        var held = await Assert.ThrowsAsync<RetentionRefusedException>(() => Retention.EraseAsync("cus_anna", "asked for", "person:hana", Cancel));
        var nobody = await Assert.ThrowsAsync<RetentionRefusedException>(() => Retention.EraseAsync("cus_nobody", "asked for", "person:hana", Cancel));

        Assert.Equal(("erasure.open_requests", "erasure.legal_hold", "erasure.unknown"), (open.Code, held.Code, nobody.Code));
        Assert.True(await Retention.ReleaseAsync(hold, "person:hana", Cancel));
        Assert.Equal(1L, await _database.AskAsync<long>("select count(*) from hitl.customer_key where wrapped is not null"));
    }

    [Fact]
    public async Task A_customer_who_comes_back_gets_a_new_key_and_the_old_one_stays_gone()
    {
        await EndedAsync();
        await Retention.EraseAsync("cus_anna", "asked for", "person:hana", Cancel);

        var again = await AskAsync();

        Assert.Equal(Secret, (await Requests.FindAsync(again.Id, Cancel))!.Request.Rationale);
        Assert.Equal(2L, await _database.AskAsync<long>("select count(*) from hitl.customer_key where customer = 'cus_anna'"));
    }

    [Fact]
    public async Task A_restored_backup_brings_nobody_back_the_watch_destroys_the_key_again()
    {
        await EndedAsync();
        var wrapped = await _database.AskAsync<string>("select wrapped from hitl.customer_key");
        await Retention.EraseAsync("cus_anna", "asked for", "person:hana", Cancel);
        await _database.ExecuteAsync($"set session_replication_role = replica; update hitl.customer_key set wrapped = '{wrapped}', destroyed_at = null, reason = null, by_whom = null");
        await SealedLedger.SealAsync(_process);

        Assert.Empty(await Watch().LookAsync(Cancel));

        Assert.Equal(0L, await _database.AskAsync<long>("select count(*) from hitl.customer_key where wrapped is not null"));
    }

    [Theory]
    [InlineData("hitl_app", "update hitl.customer_key set wrapped = null, destroyed_at = now(), reason = 'x', by_whom = 'x'")]
    [InlineData("hitl_app", "delete from hitl.customer_key")]
    [InlineData("hitl_read", "select wrapped from hitl.customer_key")]
    [InlineData("hitl_retention", "select wrapped from hitl.customer_key")]
    [InlineData("hitl_owner", "delete from hitl.customer_key")]
    [InlineData("hitl_owner", "update hitl.customer_key set customer = 'cus_other'")]
    [InlineData("hitl_app", "select hitl_guard.erase_customer('cus_anna', 'x', 'x', '[]')")]
    public async Task Nobody_destroys_moves_or_reads_a_key_but_by_the_guarded_way(string role, string sql)
    {
        await EndedAsync();

        var refused = await Assert.ThrowsAsync<PostgresException>(() => _database.ExecuteAsync($"set role {role}; {sql}"));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task Rows_written_before_encryption_was_on_stay_verifiable_and_are_counted()
    {
        await using (var plain = _database.Services(_database.Access.App, _database.Access.Seal))
        {
            var old = Request();
            await plain.GetRequiredService<IRequestIntake>().SubmitAsync(old, "k-old", new string('a', 64), Received(old), Cancel);
            await plain.GetRequiredService<IRequestIntake>().WithdrawAsync(old.Id, Secret, Samples.Entry(old, LedgerKinds.RequestWithdrawn), Cancel);
        }

        var done = await Retention.EraseAsync("cus_anna", "asked for", "person:hana", Cancel);
        await SealedLedger.SealAsync(_process);

        Assert.Equal((0L, 1L), (done.Keys, done.Plain));
        Assert.Equal(0L, await _database.AskAsync<long>($"select count(*) from hitl.request where record || outcome like '%Mill Lane%'"));
        Assert.Empty((await SealedLedger.VerifyAsync(_process)).Findings);
    }

    [Fact]
    public void A_key_wrapped_by_an_older_master_key_opens_after_a_newer_one_was_put_in_front()
    {
        var id = Guid.NewGuid();
        var wrapped = Hitl.Postgres.Personal.MasterKeys.FromFile(MasterKeys).Wrap(id, new byte[32]);

        File.WriteAllText(MasterKeys, $"m2 {Convert.ToBase64String(new byte[32])}\n{File.ReadAllText(MasterKeys)}");
        var keys = Hitl.Postgres.Personal.MasterKeys.FromFile(MasterKeys);

        Assert.Equal(new byte[32], keys.Unwrap(id, wrapped));
        Assert.StartsWith("m2:", keys.Wrap(id, new byte[32]), StringComparison.Ordinal);
    }

    private static ActionRequest Request() => Samples.Request() with
    {
        Customer = new("cus_anna", "retail"), Rationale = Secret, Evidence = ["photo of Anna"], Parameters = ActionParameters.From(new JsonObject { ["order"] = "A-17" }),
    };

    private static LedgerEntry Received(ActionRequest request) => Samples.Entry(request, LedgerKinds.RequestReceived) with
    {
        Body = (JsonObject)JsonSerializer.SerializeToNode(request)!,
    };

    private async Task<ActionRequest> AskAsync()
    {
        var request = Request();
        await _process.GetRequiredService<IRequestIntake>().SubmitAsync(request, request.Id.Value, new string('a', 64), Received(request), Cancel);
        var evaluation = Samples.Evaluation(request);
        await Requests.RecordEvaluationAsync(request.Id, evaluation, new string('b', 64), RequestState.Deciding, [Samples.Entry(request, LedgerKinds.RequestEvaluated)], Cancel);
        Assert.Equal(request.Parameters, (await Requests.FindAsync(request.Id, Cancel))!.Evaluation!.Consent!.Parameters);
        return request;
    }

    private async Task<ActionRequest> GuardedAsync()
    {
        var request = Request();
        GuardReading[] readings = [new("email-now", NewAddress, "") { Before = OldAddress }];
        await _process.GetRequiredService<IRequestIntake>().SubmitAsync(request, request.Id.Value, new string('a', 64), Received(request), Cancel);
        await _process.GetRequiredService<IStateStore>().RecordAsync(request.Id, 1, readings, Cancel);
        var plain = Samples.Evaluation(request);
        var guard = new ConsentGuard { Name = "email-now", Label = "E-mail", Target = "accounts", Host = "127.0.0.1:1", Read = "email", Arguments = request.Parameters, Value = NewAddress };
        var evaluation = plain with
        {
            Facts = new([], []) { Guards = readings }, Consent = plain.Consent! with { Guards = [guard] },
            Explanation = plain.Explanation with { Sentence = $"E-mail changed since it was asked: it was {OldAddress} and is {NewAddress} now." },
        };
        var entry = Samples.Entry(request, LedgerKinds.RequestEvaluated) with
        {
            Summary = evaluation.Explanation.Sentence,
            Body = new() { ["outcome"] = "ask", ["explanation"] = JsonSerializer.SerializeToNode(evaluation.Explanation), ["facts"] = JsonSerializer.SerializeToNode(evaluation.Facts) },
        };
        await Requests.RecordEvaluationAsync(request.Id, evaluation, new string('b', 64), RequestState.Deciding, [entry], Cancel);
        await _process.GetRequiredService<IRequestIntake>().WithdrawAsync(request.Id, "no longer needed", Samples.Entry(request, LedgerKinds.RequestWithdrawn), Cancel);
        return request;
    }

    private async Task<IReadOnlyList<LedgerRow>> ShownAsync(ActionRequest request) => await _process.GetRequiredService<LedgerReader>().ShowAsync(request.Id, Cancel);

    private async Task<ActionRequest> EndedAsync()
    {
        var request = await AskAsync();
        var entry = Samples.Entry(request, LedgerKinds.RequestWithdrawn) with { Body = new() { ["reason"] = Secret } };
        await _process.GetRequiredService<IRequestIntake>().WithdrawAsync(request.Id, "no longer needed", entry, Cancel);
        return request;
    }

    private async Task<IReadOnlyList<string>> InTheClearAsync()
    {
        var found = new List<string>();
        foreach (var column in new[] { "hitl.request.record", "hitl.request.evaluation", "audit.event.body", "audit.event.summary" })
        {
            var (table, name) = (column[..column.LastIndexOf('.')], column[(column.LastIndexOf('.') + 1)..]);
            if (await _database.AskAsync<long>($"select count(*) from {table} where {name} like '%Mill Lane%' or {name} like '%A-17%' or {name} like '%photo of%' or {name} like '%@example.org%'") > 0) found.Add(column);
        }

        return found;
    }

    private async Task<string> ExportAsync(LedgerExportFormat format)
    {
        using var file = new MemoryStream();
        await _process.GetRequiredService<LedgerReader>().ExportAsync(new(), format, file, "person:hana", Cancel);
        return Encoding.UTF8.GetString(file.ToArray());
    }

    private async Task<IReadOnlyList<string>> FindingsAsync(string export)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(export));
        var report = await OfflineVerifier.VerifyAsync(file, _process.GetRequiredService<LedgerReader>().PublicKey!, [], Cancel);
        return [.. report.Chain.Findings.Select(finding => finding.Code)];
    }

    private LedgerWatch Watch() => new(
        _process.GetRequiredService<SealStore>(), new(_database.AnchorDirectory), _process.GetRequiredService<CheckpointKey>(), [],
        new PostgresOptions(), TimeProvider.System, NullLogger<LedgerWatch>.Instance);
}
