using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Hitl.Proof;

/// <summary>Verifies an export with nothing but the file and the public key: no database, no network, no trust in whoever made it.</summary>
/// <remarks>Without the anchor it cannot know of rows added after the last checkpoint in the file, nor of a file cut at one; with it, it can.</remarks>
public static class OfflineVerifier
{
    /// <summary>Verifies a whole export (JSON Lines or CSV, without a filter). Bad input is a finding, never an exception.</summary>
    /// <param name="export">The exported file from its start; seekable, because checkpoints stand at its end.</param>
    /// <param name="publicKey">PEM of the checkpoint key's public part, obtained from somewhere else than the file.</param>
    /// <param name="anchor">Lines of an anchor file, when the verifier has one; otherwise empty.</param>
    /// <param name="cancel">Stops between lines.</param>
    /// <exception cref="CryptographicException">The key is no PEM of an ECDSA P-256 key.</exception>
    public static async Task<OfflineReport> VerifyAsync(Stream export, string publicKey, IEnumerable<string> anchor, CancellationToken cancel)
    {
        using var key = CheckpointKey.FromPem(publicKey);
        var check = new ChainCheck(Seal.MainChain, key);
        foreach (var note in AnchorNotes.Of(anchor)) check.Expect(note, "anchor");
        var isCsv = await IsCsvAsync(export, cancel);
        await NotesAsync(export, isCsv, check, cancel);
        export.Seek(0, SeekOrigin.Begin);
        return await WalkAsync(new(export, isCsv), isCsv, check, cancel);
    }

    private static async Task<bool> IsCsvAsync(Stream export, CancellationToken cancel)
    {
        var start = new byte[LedgerCsv.Beginning.Length];
        var length = await export.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancel);
        export.Seek(0, SeekOrigin.Begin);
        return length == start.Length && Encoding.ASCII.GetString(start) == LedgerCsv.Beginning;
    }

    private static ExportLine? Read(ReadOnlySpan<byte> line, bool isCsv) => isCsv ? LedgerCsv.Read(line) : ExportLines.Read(line);

    /// <summary>The first reading: what was signed, which the walk must agree with.</summary>
    private static async Task NotesAsync(Stream export, bool isCsv, ChainCheck check, CancellationToken cancel)
    {
        var lines = new ByteLines(export, isCsv);
        while (await lines.NextAsync(cancel) is { } line)
        {
            if ((line.Span.StartsWith("{\"note\""u8) || line.Span.StartsWith(",,,checkpoint,"u8)) && Read(line.Span, isCsv)?.Note is { } note) check.Expect(note, "checkpoint");
        }
    }

    private static async Task<OfflineReport> WalkAsync(ByteLines lines, bool isCsv, ChainCheck check, CancellationToken cancel)
    {
        var (at, rows, notes) = (0L, 0L, 0);
        ExportLine? end = null;
        while (await lines.NextAsync(cancel) is { } text)
        {
            at++;
            var line = Read(text.Span, isCsv);
            if (at == 1)
            {
                if (line is not null && ExportLines.IsHeader(line) && line.Whole == true && !lines.IsTorn) continue;
                check.Find("export.partial", 0, "a whole export of the ledger", "another file, or an export with a filter");
                return new(check.End(0), lines.Offset, IsWhole: false);
            }

            if (line is null || end is not null || lines.IsTorn || !ExportLines.IsOfWhole(line)) Malformed(check, at, lines, text);
            if (line?.Seal is { } seal)
            {
                Walk(check, seal, line.Row);
                if (line.Row is { } shown ? !OpenedFields.IsTrue(shown.Body, line.Opened) : line.Opened is not null)
                    check.Find("opened.mismatch", seal.Sequence, "the fields that were sealed", "others");
                rows++;
            }

            if (line?.Note is not null) notes++;
            if (line?.End is not null) end ??= line;
        }

        if (end is null) check.Find("export.cut", rows, "an end line", string.Create(CultureInfo.InvariantCulture, $"the end of the file at byte {lines.Offset}"));
        else if ((end.End, end.Notes) != (rows, notes)) check.Find("export.cut", rows, $"{end.End} rows and {end.Notes} checkpoints", $"{rows} and {notes}");
        return new(check.End(0), lines.Offset, IsWhole: end is not null);
    }

    private static void Walk(ChainCheck check, ExportSeal seal, LedgerRow? row)
    {
        try
        {
            check.Next(new(seal.ToSeal(), row));
        }
        catch (FormatException)
        {
            check.Find("line.malformed", seal.Sequence, "hashes in hex", "something else");
        }
    }

    private static void Malformed(ChainCheck check, long at, ByteLines lines, ReadOnlyMemory<byte> text)
    {
        var shown = Encoding.UTF8.GetString(text.Span[..Math.Min(60, text.Length)]);
        check.Find("line.malformed", at, "a line of an export", string.Create(CultureInfo.InvariantCulture, $"{shown} (ending at byte {lines.Offset})"));
    }
}
