using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hitl.Proof;

/// <summary>Writes and reads the lines of a JSON Lines export: a header, rows, checkpoints, and an end with the count.</summary>
internal static class ExportLines
{
    private const string FormatName = "hitl-ledger-export-1";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>What the first line of a whole export says.</summary>
    public static ExportLine WholeHeader { get; } = new() { Format = FormatName, Whole = true };

    public static string Header(bool isWhole) => Write(new() { Format = FormatName, Whole = isWhole });

    public static string Row(LedgerRow row, string? opened = null) => Write(new() { Row = row, Opened = opened });

    public static string Row(SealedRow row, string? opened = null) => Write(new() { Row = row.Row, Opened = opened, Seal = ExportSeal.Of(row.Seal) });

    public static string Note(string note) => Write(new() { Note = note });

    public static string End(long rows, int notes) => Write(new() { End = rows, Notes = notes });

    public static bool IsHeader(ExportLine line) => line.Format == FormatName && line.Whole is not null;

    /// <summary>Whether a line after the header may stand in a whole export: a sealed row, a checkpoint or the end, and nothing else.</summary>
    public static bool IsOfWhole(ExportLine line) =>
        line is { Format: null, Whole: null } and ({ Seal: not null, Note: null, End: null, Notes: null }
            or { Row: null, Opened: null, Seal: null, Note: not null, End: null, Notes: null } or { Row: null, Opened: null, Seal: null, Note: null, End: not null, Notes: not null });

    /// <summary>Reads a line; null when it is not of this form to the byte, so that no byte of a file can change unnoticed.</summary>
    public static ExportLine? Read(ReadOnlySpan<byte> line)
    {
        try
        {
            var read = JsonSerializer.Deserialize<ExportLine>(line, Options);
            return read is not null && JsonSerializer.SerializeToUtf8Bytes(read, Options).AsSpan().SequenceEqual(line) ? read : null;
        }
        catch (Exception bad) when (bad is JsonException or FormatException)
        {
            return null;
        }
    }

    private static string Write(ExportLine line) => JsonSerializer.Serialize(line, Options);
}
