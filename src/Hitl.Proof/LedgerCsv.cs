using System.Globalization;
using System.Text;

namespace Hitl.Proof;

/// <summary>An export as CSV (RFC 4180), for spreadsheets: the same lines as the JSON form, with the seal beside each row, so that it verifies too.</summary>
/// <remarks>A cell that a spreadsheet would run as a formula starts with a single quote, and so does one that starts with a quote already: reading takes one away.</remarks>
internal static class LedgerCsv
{
    public const string Header = Beginning + ",opened";

    /// <summary>The header of files made before fields were sealed; they are read for as long as they are kept.</summary>
    public const string Beginning = "no,id,at,kind,request,revision,by,on_behalf_of,actor,customer,summary,body,leaf,sequence,sealed_at,stepped,epoch,link";
    private const int FirstColumns = 18;
    private const int Columns = 19;
    private const string CheckpointKind = "checkpoint";
    private const string EndKind = "end";
    private const string Time = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";
    private static readonly char[] FormulaStarts = ['=', '+', '-', '@', '\t', '\r', '\n', '|', '%', '\''];

    public static string Line(LedgerRow row, Seal? seal = null, string? opened = null) => First(row, seal) + "," + Cell(opened);

    private static string First(LedgerRow row, Seal? seal) => string.Join(
        ',',
        Number(row.No), row.Id.ToString("D"), Moment(row.At), Cell(row.Kind), Cell(row.Request), Number(row.Revision), Cell(row.By), Cell(row.OnBehalfOf),
        Cell(row.Actor), Cell(row.Customer), Cell(row.Summary), Cell(row.Body), row.Leaf, row.Sequence is { } place ? Number(place) : "",
        seal is null ? ",,," : $"{Moment(seal.At)},{(seal.Stepped ? "t" : "f")},{Number(seal.Epoch)},{Convert.ToHexStringLower(seal.Link)}");

    /// <summary>The place of a row that is gone: its seal is all that is left of it.</summary>
    public static string Missing(Seal seal) => FirstMissing(seal) + ",";

    public static string Note(string note) => FirstNote(note) + ",";

    public static string End(long rows, int notes) => FirstEnd(rows, notes) + ",";

    private static string FirstMissing(Seal seal) =>
        $",{seal.EventId:D},{Moment(seal.EventAt)},,,,,,,,,,{Convert.ToHexStringLower(seal.Leaf)},{Number(seal.Sequence)},{Moment(seal.At)},{(seal.Stepped ? "t" : "f")},{Number(seal.Epoch)},{Convert.ToHexStringLower(seal.Link)}";

    private static string FirstNote(string note) => $",,,{CheckpointKind},,,,,,,,{Cell(note)},,,,,,";

    private static string FirstEnd(long rows, int notes) => $",,,{EndKind},,{Number(notes)},,,,,,,,{Number(rows)},,,,";

    /// <summary>Reads a record; null when it is not of this form to the byte.</summary>
    public static ExportLine? Read(ReadOnlySpan<byte> record)
    {
        var text = Encoding.UTF8.GetString(record);
        if (text is Header or Beginning) return ExportLines.WholeHeader;
        try
        {
            return Cells(text) is { Count: Columns or FirstColumns } cells && Parse(cells) is var line
                && Encoding.UTF8.GetBytes(Written(line) + (cells.Count == Columns ? "," + Cell(line.Opened) : "")).AsSpan().SequenceEqual(record) ? line : null;
        }
        catch (Exception bad) when (bad is FormatException or OverflowException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>One cell, quoted where needed.</summary>
    public static string Cell(string? text)
    {
        if (text is null) return "";
        if (text.Length == 0) return "\"\"";
        // Spreadsheets skip leading blanks before they look for a formula.
        if (text.AsSpan().TrimStart(' ') is [var first, ..] && FormulaStarts.Contains(first)) text = "'" + text;
        return text.AsSpan().IndexOfAny("\",\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static string Written(ExportLine line) => line switch
    {
        { Note: { } note } => FirstNote(note),
        { End: { } rows } => FirstEnd(rows, line.Notes ?? 0),
        { Row: null, Seal: { } seal } => FirstMissing(seal.ToSeal()),
        { Row: { } row } => First(row, line.Seal?.ToSeal()),
        _ => throw new FormatException("A checkpoint without a text."),
    };

    private static ExportLine Parse(IReadOnlyList<string?> cells) => cells[3] switch
    {
        CheckpointKind => new() { Note = cells[11] },
        EndKind => new() { End = long.Parse(cells[13]!, CultureInfo.InvariantCulture), Notes = int.Parse(cells[5]!, CultureInfo.InvariantCulture) },
        null => new() { Seal = SealOf(cells) },
        _ => new() { Row = RowOf(cells), Seal = cells[17] is null ? null : SealOf(cells), Opened = cells.Count == Columns ? cells[18] : null },
    };

    private static LedgerRow RowOf(IReadOnlyList<string?> cells) => new()
    {
        No = long.Parse(cells[0]!, CultureInfo.InvariantCulture),
        Id = Guid.ParseExact(cells[1]!, "D"),
        At = Moment(cells[2]!),
        Kind = cells[3]!,
        Request = cells[4],
        Revision = int.Parse(cells[5]!, CultureInfo.InvariantCulture),
        By = cells[6] ?? "",
        OnBehalfOf = cells[7],
        Actor = cells[8],
        Customer = cells[9],
        Summary = cells[10] ?? "",
        Body = cells[11] ?? "",
        Leaf = cells[12] ?? "",
        Sequence = cells[13] is { } place ? long.Parse(place, CultureInfo.InvariantCulture) : null,
    };

    private static ExportSeal SealOf(IReadOnlyList<string?> cells) => new(
        Seal.MainChain,
        long.Parse(cells[13]!, CultureInfo.InvariantCulture),
        Guid.ParseExact(cells[1]!, "D"),
        Moment(cells[2]!),
        cells[12]!,
        cells[17]!,
        Moment(cells[14]!),
        cells[15] == "t",
        long.Parse(cells[16]!, CultureInfo.InvariantCulture));

    /// <summary>The cells of a record; null for one that was empty without quotes.</summary>
    private static List<string?> Cells(string record)
    {
        var cells = new List<string?>(Columns);
        for (var at = 0; at <= record.Length; at++)
        {
            if (at < record.Length && record[at] == '"')
            {
                var cell = new StringBuilder();
                for (at++; at < record.Length && (record[at] != '"' || (at + 1 < record.Length && record[at + 1] == '"')); at++)
                {
                    if (record[at] == '"') at++;
                    cell.Append(record[at]);
                }

                cells.Add(Unguarded(cell.ToString()));
                at++;
                if (at < record.Length && record[at] != ',') return [];
                continue;
            }

            var end = record.IndexOf(',', at);
            if (end < 0) end = record.Length;
            cells.Add(end == at ? null : Unguarded(record[at..end]));
            at = end;
        }

        return cells;
    }

    private static string Unguarded(string cell) => cell.StartsWith('\'') ? cell[1..] : cell;

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString(Time, CultureInfo.InvariantCulture);

    private static DateTimeOffset Moment(string text) =>
        DateTimeOffset.ParseExact(text, Time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
