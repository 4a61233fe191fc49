namespace Hitl.Proof;

/// <summary>One line of an export. Which members are set says what the line is.</summary>
internal sealed record ExportLine
{
    public string? Format { get; init; }

    public bool? Whole { get; init; }

    public LedgerRow? Row { get; init; }

    /// <summary>What the row's sealed fields say, beside it and not covered by its hash: the proof is of the sealed bytes.</summary>
    public string? Opened { get; init; }

    public ExportSeal? Seal { get; init; }

    public string? Note { get; init; }

    public long? End { get; init; }

    public int? Notes { get; init; }
}
