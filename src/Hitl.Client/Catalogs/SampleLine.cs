namespace Hitl.Client.Catalogs;

/// <summary>An automatic approval that was drawn for review by a person.</summary>
public sealed record SampleLine
{
    /// <summary>The request.</summary>
    public required string Request { get; init; }

    /// <summary>Who asked.</summary>
    public required string Actor { get; init; }

    /// <summary>The release of the agent, if it named one.</summary>
    public string? AgentVersion { get; init; }

    /// <summary>What ran.</summary>
    public required string Action { get; init; }

    /// <summary>For which customer.</summary>
    public required string Customer { get; init; }

    /// <summary>The money at stake as people read it; null for an action without an amount.</summary>
    public string? AmountText { get; init; }

    /// <summary>The rule that allowed it.</summary>
    public string? Rule { get; init; }

    /// <summary>State of the request.</summary>
    public required string State { get; init; }

    /// <summary>When it was accepted, UTC.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The catalog's share in hundredths of a percent, 1 to 10,000.</summary>
    public required int ShareInHundredths { get; init; }

    /// <summary>The draw, 0 to 9,999; chosen because it is below the share. Anybody can draw again from <see cref="Seed"/> and <see cref="Request"/>.</summary>
    public required int Draw { get; init; }

    /// <summary>The seed the catalog states.</summary>
    public required string Seed { get; init; }
}
