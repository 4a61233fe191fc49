namespace Hitl.Client.Audit;

/// <summary>How an export is written.</summary>
public enum ExportFormat
{
    /// <summary>One JSON object per line: what the offline verifier reads.</summary>
    JsonLines,

    /// <summary>Comma-separated, for spreadsheets; cells that a spreadsheet would run are prefixed by an apostrophe.</summary>
    Csv,
}
