using Hitl.Escalations.Cards;
using Hitl.Escalations.Decisions;
using Hitl.Escalations.Ids;

namespace Hitl.Gateway.Decisions;

/// <summary>One person's attempt to decide, as a door understood it.</summary>
internal sealed record DeskCall
{
    public required PersonId Person { get; init; }

    public required Verdict Verdict { get; init; }

    public string Reason { get; init; } = "";

    /// <summary>Id of the catalog's reason to deny, when one was chosen.</summary>
    public string? ReasonCode { get; init; }

    public required Door Door { get; init; }

    /// <summary>What was shown; null when the card's token is forged or malformed.</summary>
    public required CardToken? Token { get; init; }

    /// <summary>The whole digest that was shown, when the door knows more of it than the token holds.</summary>
    public string? FullDigest { get; init; }

    /// <summary>False when a message carried the token that is not the card we posted.</summary>
    public bool IsFromOurCard { get; init; } = true;

    /// <summary>Names the delivery: the same one again answers as the first time.</summary>
    public required string DeliveryId { get; init; }

    /// <summary>The amount as the person typed it again.</summary>
    public string? TypedAmount { get; init; }

    /// <summary>Whether the person had everything that would run in front of them, whole. Default true: a console page shows it whole.</summary>
    public bool IsReadInFull { get; init; } = true;

    /// <summary>When the person signed in to the console, UTC; null when they did not.</summary>
    public DateTimeOffset? SignedInAt { get; init; }
}
