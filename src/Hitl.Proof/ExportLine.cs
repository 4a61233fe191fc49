namespace Hitl.Proof;

/// <summary>One line of an export. Which members are set says what the line is.</summary>
internal sealed record ExportLine
{
    public string? Format { get; init; }

    public bool? Whole { get; init; }

    public LedgerRow? Row { get; init; }

    public ExportSeal? Seal { get; init; }

    public string? Note { get; init; }

    public long? End { get; init; }

    public int? Notes { get; init; }
}
