namespace Hitl.Client.Oversight;

/// <summary>How one person oversaw one action.</summary>
public sealed record OversightRowView
{
    /// <summary>Who was asked.</summary>
    public required string Person { get; init; }

    /// <summary>As the catalog shows the person.</summary>
    public required string Name { get; init; }

    /// <summary>About what.</summary>
    public required string Action { get; init; }

    /// <summary>How often they were asked.</summary>
    public int Asked { get; init; }

    /// <summary>How often a card reached them.</summary>
    public int Seen { get; init; }

    /// <summary>How often they had the whole request in front of them.</summary>
    public int Opened { get; init; }

    /// <summary>How often they approved.</summary>
    public int Approved { get; init; }

    /// <summary>How often they denied.</summary>
    public int Denied { get; init; }

    /// <summary>How often they narrowed it.</summary>
    public int Edited { get; init; }

    /// <summary>How often they flagged the suggestion as bad.</summary>
    public int Flagged { get; init; }

    /// <summary>How often the stage ran out although they had been asked and had not decided.</summary>
    public int Abandoned { get; init; }

    /// <summary>Denials among decisions, 0 to 1; null without a decision.</summary>
    public double? DenialRate { get; init; }

    /// <summary>Edits among askings, 0 to 1.</summary>
    public double EditRate { get; init; }

    /// <summary>Seconds from card visible to decision, median; null without a decision on a card.</summary>
    public double? MedianSeconds { get; init; }

    /// <summary>The same, 90th of a hundred.</summary>
    public double? SlowSeconds { get; init; }

    /// <summary>Decisions within five seconds of the card being visible.</summary>
    public int Hasty { get; init; }
}
