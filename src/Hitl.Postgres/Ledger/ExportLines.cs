using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hitl.Postgres.Ledger;

/// <summary>Writes and reads the lines of a JSON Lines export: a header, rows, checkpoints, and an end with the count.</summary>
internal static class ExportLines
{
    private const string FormatName = "hitl-ledger-export-1";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    public static string Header(bool isWhole) => Write(new() { Format = FormatName, Whole = isWhole });

    public static string Row(LedgerRow row) => Write(new() { Row = row });

    public static string Row(SealedRow row) => Write(new() { Row = row.Row, Seal = ExportSeal.Of(row.Seal) });

    public static string Note(string note) => Write(new() { Note = note });

    public static string End(long rows) => Write(new() { End = rows });

    public static bool IsHeader(ExportLine line) => line.Format == FormatName && line.Whole is not null;

    /// <summary>Reads a line; null when it is not of this form.</summary>
    public static ExportLine? Read(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<ExportLine>(line, Options);
        }
        catch (Exception bad) when (bad is JsonException or FormatException)
        {
            return null;
        }
    }

    private static string Write(ExportLine line) => JsonSerializer.Serialize(line, Options);
}
