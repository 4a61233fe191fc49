using System.Text;
using Hitl.Cli;
using Hitl.Postgres.Ledger;
using Hitl.Proof;
using Hitl.Tests.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace Hitl.Tests.Proof;

/// <summary>What somebody who trusts nobody finds with the exported file and the public key: <c>hitl audit verify --file</c>, and the walk behind it.</summary>
public sealed class ExportFileTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>, IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("hitl-proof-").FullName;
    private byte[] _export = [];
    private byte[] _csv = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string KeyFile => Path.Combine(_directory, "public.pem");

    public async ValueTask InitializeAsync()
    {
        await using var process = database.Services(database.Access.App, database.Access.Seal);
        for (var part = 0; part < 2 && await database.AskAsync<long>("select count(*) from audit.seal") < 10; part++)
        {
            await SealedLedger.AppendAsync(database, 4);
            var hostile = Samples.Entry(Samples.Request(), "test") with { Summary = "=HYPERLINK(\"http://x\",\"y\")", Customer = "'+1,\r\n\"2\"", By = "person: @sum" };
            await process.GetRequiredService<LedgerAppender>().AppendAsync(hostile, Cancel);
            await SealedLedger.SealAsync(process);
        }

        // Together, so that both are of the same rows: exporting leaves one.
        _csv = await ExportAsync(process, LedgerExportFormat.Csv);
        _export = await ExportAsync(process, LedgerExportFormat.JsonLines);
        await File.WriteAllTextAsync(KeyFile, process.GetRequiredService<LedgerReader>().PublicKey, Cancel);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_directory, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task An_export_verifies_with_the_public_key_and_no_gateway()
    {
        var (exit, output, error) = await VerifyAsync(_export);

        Assert.True(exit == CliExit.Ok, error);
        Assert.StartsWith("The export is intact", output, StringComparison.Ordinal);
        Assert.Contains("0 later rows", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_spreadsheet_verifies_as_well_and_runs_nothing()
    {
        var (exit, output, error) = await VerifyAsync(_csv);

        Assert.True(exit == CliExit.Ok, error);
        Assert.StartsWith("The export is intact: ", output, StringComparison.Ordinal);
        Assert.DoesNotMatch("(^|,|\")[ ]*[=+@|%-]", Encoding.UTF8.GetString(_csv));
    }

    [Fact]
    public async Task CL06_A_changed_export_names_the_place_and_both_hashes_and_the_last_good_checkpoint()
    {
        var lines = Encoding.UTF8.GetString(_export).Split('\n');
        var changed = Array.FindLastIndex(lines, line => line.Contains("Row 1.", StringComparison.Ordinal));
        lines[changed] = lines[changed].Replace("Row 1.", "Row 9.", StringComparison.Ordinal);

        var (exit, output, error) = await VerifyAsync(Encoding.UTF8.GetBytes(string.Join('\n', lines)));

        Assert.Equal(CliExit.NotIntact, exit);
        Assert.Matches("event.altered: chain main, sequence [0-9]+: expected [0-9a-f]{64}, found [0-9a-f]{64}", error);
        Assert.Matches("last checkpoint with nothing wrong before it is at row [1-9]", output);
    }

    [Fact]
    public async Task CL08_A_file_that_was_cut_off_is_refused_with_the_byte_where_it_ends()
    {
        var half = _export[..(_export.Length / 2)];

        var (exit, _, error) = await VerifyAsync(half);

        Assert.Equal(CliExit.BadInput, exit);
        Assert.Contains($"it ends at byte {half.Length} ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_single_byte_of_an_export_counts(bool isCsv)
    {
        var key = await File.ReadAllTextAsync(KeyFile, Cancel);
        var export = isCsv ? _csv : _export;
        var random = new Random(47_11);

        for (var place = 0; place < export.Length; place++)
        {
            var changed = (byte[])export.Clone();
            changed[place] ^= (byte)(1 << random.Next(8));
            using var file = new MemoryStream(changed);
            Assert.False((await OfflineVerifier.VerifyAsync(file, key, [], Cancel)).IsIntact, $"byte {place} changed from {export[place]} to {changed[place]} was not found");
        }
    }

    [Fact]
    public void A_checkpoint_has_one_spelling_only()
    {
        using var key = CheckpointKey.FromFile(Path.Combine(database.AnchorDirectory, "checkpoint.pem"));
        for (var size = 1; size <= 40; size++)
        {
            var note = key.Sign(new(Seal.MainChain, size, new string('a', 64), TimeProvider.System.GetUtcNow(), 1));
            Assert.NotNull(key.Read(note));
            for (var place = note.Length - 6; place < note.Length; place++)
                foreach (var letter in "ABIJKZaz019+/=\n ")
                    if (note[place] != letter) Assert.Null(key.Read(note[..place] + letter + note[(place + 1)..]));
            Assert.Null(key.Read(note + "\n"));
        }
    }

    [Fact]
    public async Task No_line_of_an_export_can_be_left_out_doubled_or_moved_and_no_tail_cut()
    {
        var key = await File.ReadAllTextAsync(KeyFile, Cancel);
        var lines = Encoding.UTF8.GetString(_export).TrimEnd('\n').Split('\n').ToList();
        var changes = new List<(string What, List<string> Lines)>();
        for (var at = 0; at < lines.Count; at++)
        {
            changes.Add(($"line {at} left out", [.. lines[..at], .. lines[(at + 1)..]]));
            changes.Add(($"line {at} doubled", [.. lines[..(at + 1)], .. lines[at..]]));
            changes.Add(($"cut before line {at}", lines[..at]));
            changes.Add(($"a row without a seal before line {at}", [.. lines[..at], """{"row":{}}""", .. lines[at..]]));
            if (at > 0 && IsRow(lines[at]) && IsRow(lines[at - 1])) changes.Add(($"line {at} moved up", [.. lines[..(at - 1)], lines[at], lines[at - 1], .. lines[(at + 1)..]]));
        }

        foreach (var (what, changed) in changes)
        {
            using var file = new MemoryStream(Encoding.UTF8.GetBytes(string.Concat(changed.Select(line => line + "\n"))));
            Assert.False((await OfflineVerifier.VerifyAsync(file, key, [], Cancel)).IsIntact, what);
        }
    }

    [Fact]
    public async Task A_file_cut_at_a_checkpoint_with_its_count_forged_is_found_with_the_anchor()
    {
        var lines = Encoding.UTF8.GetString(_export).TrimEnd('\n').Split('\n');
        var notes = lines.Where(line => line.StartsWith("{\"note\"", StringComparison.Ordinal)).ToList();
        var forged = string.Concat(lines.Take(6).Append(notes[0]).Append("""{"end":5,"notes":1}""").Select(line => line + "\n"));
        var anchor = new AnchorFile(database.AnchorDirectory).Path;

        var alone = await VerifyAsync(Encoding.UTF8.GetBytes(forged));
        var anchored = await VerifyAsync(Encoding.UTF8.GetBytes(forged), "--anchor", anchor);

        Assert.Equal(CliExit.Ok, alone.Exit);
        Assert.Equal(CliExit.NotIntact, anchored.Exit);
        Assert.Contains("audit.rolled_back", anchored.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_without_a_key_from_elsewhere_proves_nothing()
    {
        var file = Path.Combine(_directory, "export.jsonl");
        await File.WriteAllBytesAsync(file, _export, Cancel);

        var (exit, _, error) = await RunAsync(["audit", "verify", "--file", file]);

        Assert.Equal(CliExit.Usage, exit);
        Assert.Contains("--public-key", error, StringComparison.Ordinal);
    }

    private static async Task<byte[]> ExportAsync(IServiceProvider process, LedgerExportFormat format)
    {
        using var written = new MemoryStream();
        await process.GetRequiredService<LedgerReader>().ExportAsync(new(), format, written, "person:auditor", Cancel);
        return written.ToArray();
    }

    private static bool IsRow(string line) => line.StartsWith("{\"row\"", StringComparison.Ordinal);

    private async Task<(int Exit, string Output, string Error)> VerifyAsync(byte[] export, params string[] more)
    {
        var file = Path.Combine(_directory, $"{Guid.NewGuid():N}.jsonl");
        await File.WriteAllBytesAsync(file, export, Cancel);
        return await RunAsync(["audit", "verify", "--file", file, "--public-key", KeyFile, .. more]);
    }

    private static async Task<(int Exit, string Output, string Error)> RunAsync(string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        // No gateway answers there, and the settings are broken: neither may matter to a file.
        var exit = await HitlCommandLine.RunAsync(arguments, output, error, new(new("http://127.0.0.1:9/"), null, "config.permissions: …"), Cancel);
        return (exit, output.ToString(), error.ToString());
    }
}
