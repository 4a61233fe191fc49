using System.Globalization;
using Hitl.Proof;

namespace Hitl.Postgres.Ledger;

/// <summary>CSV for spreadsheets (RFC 4180). A cell that a spreadsheet would run as a formula starts with a single quote instead.</summary>
internal static class LedgerCsv
{
    public const string Header = "no,id,at,kind,request,revision,by,on_behalf_of,actor,customer,summary,body,leaf,sequence";

    private static readonly char[] FormulaStarts = ['=', '+', '-', '@', '\t', '\r', '\n', '|', '%'];

    public static string Line(LedgerRow row) => string.Join(
        ',',
        row.No.ToString(CultureInfo.InvariantCulture),
        row.Id.ToString("D"),
        row.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
        Cell(row.Kind),
        Cell(row.Request),
        row.Revision.ToString(CultureInfo.InvariantCulture),
        Cell(row.By),
        Cell(row.OnBehalfOf),
        Cell(row.Actor),
        Cell(row.Customer),
        Cell(row.Summary),
        Cell(row.Body),
        row.Leaf,
        row.Sequence?.ToString(CultureInfo.InvariantCulture) ?? "");

    /// <summary>One cell, quoted where needed.</summary>
    public static string Cell(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        // Spreadsheets skip leading blanks before they look for a formula.
        if (text.AsSpan().TrimStart(' ') is [var first, ..] && FormulaStarts.Contains(first)) text = "'" + text;
        return text.AsSpan().IndexOfAny("\",\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
