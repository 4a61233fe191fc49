namespace Hitl.Gateway.Problems;

/// <summary>Why a door refuses: status, stable code, and words that say what was wrong, the limit, and what to do.</summary>
internal sealed record Refusal(int Status, string Code, string Detail)
{
    /// <summary>The field it is about, as in <c>customer.id</c>.</summary>
    public string? Field { get; init; }

    /// <summary>The request it is about, if the caller may know of it.</summary>
    public string? RequestId { get; init; }

    /// <summary>Whole seconds after which the same call may succeed.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>Whether the ledger has it already, from a desk that records its own refusals.</summary>
    public bool IsRecorded { get; init; }
}
