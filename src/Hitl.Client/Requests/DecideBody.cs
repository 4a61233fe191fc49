namespace Hitl.Client.Requests;

/// <summary>A person's decision through the console or the command line, bound to exactly what was shown.</summary>
public sealed record DecideBody
{
    /// <summary><c>approve</c> or <c>deny</c>.</summary>
    public required string Verdict { get; init; }

    /// <summary>Why, at most 1,000 characters; required to deny, and to approve medium and high risk.</summary>
    public string? Reason { get; init; }

    /// <summary>Id of one of the catalog's reasons to deny (<see cref="RequestView.DenyReasons"/>); with it, words of one's own may be left out.</summary>
    public string? ReasonCode { get; init; }

    /// <summary>The digest of the consent record that was shown (<see cref="RequestView.Digest"/>).</summary>
    public required string Digest { get; init; }

    /// <summary>The revision that was shown.</summary>
    public required int Revision { get; init; }

    /// <summary>Ordinal of the stage that was shown.</summary>
    public required int Stage { get; init; }

    /// <summary>The amount typed again, exactly as shown (<c>420.00 USD</c>); required to approve high risk with an amount.</summary>
    public string? TypedAmount { get; init; }
}
