namespace Hitl.Postgres.Ledger;

/// <summary>How an export is written.</summary>
public enum LedgerExportFormat
{
    /// <summary>JSON Lines with seals and checkpoints: verifiable offline.</summary>
    JsonLines,

    /// <summary>CSV (RFC 4180) for spreadsheets; a cell that could be read as a formula starts with a single quote.</summary>
    Csv,
}
