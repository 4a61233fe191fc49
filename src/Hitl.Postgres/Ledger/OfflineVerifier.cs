namespace Hitl.Postgres.Ledger;

/// <summary>Verifies an export with nothing but the file and the public key: no database, no network, no trust in whoever made it.</summary>
/// <remarks>Without the anchor it cannot know of rows added after the last checkpoint in the file, nor of a file cut at one; with it, it can.</remarks>
public static class OfflineVerifier
{
    /// <summary>Verifies a whole export (JSON Lines, empty filter). Bad input is a finding, never an exception.</summary>
    /// <param name="export">The exported file, from its start.</param>
    /// <param name="publicKey">PEM of the checkpoint key's public part, obtained from somewhere else than the file.</param>
    /// <param name="anchor">Lines of an anchor file, when the verifier has one; otherwise empty.</param>
    /// <param name="cancel">Stops between lines.</param>
    public static async Task<VerifyReport> VerifyAsync(Stream export, string publicKey, IEnumerable<string> anchor, CancellationToken cancel)
    {
        using var key = CheckpointKey.FromPem(publicKey);
        var check = new ChainCheck(Seal.MainChain, key);
        foreach (var note in AnchorFile.Notes(anchor)) check.Expect(note, "anchor");
        using var reader = new StreamReader(export, leaveOpen: true);
        var lines = await ReadAsync(reader, check, cancel);
        // Notes stand at the end of the file, so the walk comes after them in a second reading; the stream must be seekable for that.
        if (lines is null) return check.End(0);
        export.Seek(0, SeekOrigin.Begin);
        using var again = new StreamReader(export, leaveOpen: true);
        while (await again.ReadLineAsync(cancel) is { } text)
        {
            if (ExportLines.Read(text)?.Seal is { } seal) Walk(check, seal, ExportLines.Read(text)!.Row);
        }

        return check.End(0);
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

    /// <summary>The first reading: form of every line, checkpoints, and the count at the end. Null when it is no whole export.</summary>
    private static async Task<long?> ReadAsync(StreamReader reader, ChainCheck check, CancellationToken cancel)
    {
        var (at, rows, end) = (0L, 0L, (long?)null);
        while (await reader.ReadLineAsync(cancel) is { } text)
        {
            at++;
            var line = ExportLines.Read(text);
            if (at == 1 && (line is null || !ExportLines.IsHeader(line) || line.Whole != true))
            {
                check.Find("export.partial", 0, "a whole export of the ledger", "another file, or an export with a filter");
                return null;
            }

            if (line is null || end is not null) check.Find("line.malformed", at, "a line of an export", text.Length > 60 ? text[..60] : text);
            if (line?.Seal is not null) rows++;
            if (line?.Note is { } note) check.Expect(note, "checkpoint");
            end ??= line?.End;
        }

        if (end != rows) check.Find("export.cut", rows, $"{end?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "an end line"}", $"{rows} rows");
        return rows;
    }
}
