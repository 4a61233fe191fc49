namespace Hitl.Client.Problems;

/// <summary>A refusal on the wire: <c>application/problem+json</c>.</summary>
public sealed record Problem
{
    /// <summary>A URI reference that names the code: <c>/problems/</c> and the code.</summary>
    public string Type { get; init; } = "about:blank";

    /// <summary>The kind of refusal in a few words.</summary>
    public string Title { get; init; } = "";

    /// <summary>HTTP status.</summary>
    public int Status { get; init; }

    /// <summary>Stable code, such as <c>field.unknown</c>.</summary>
    public string Code { get; init; } = "";

    /// <summary>What was wrong, the limit, and what to do.</summary>
    public string? Detail { get; init; }

    /// <summary>The field it is about, as in <c>customer.id</c>.</summary>
    public string? Field { get; init; }

    /// <summary>The request it is about.</summary>
    public string? RequestId { get; init; }
}
