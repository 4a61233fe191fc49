namespace Hitl.Escalations.Cards;

/// <summary>What a surface made of one post or update.</summary>
public enum CardDeliveryOutcome
{
    /// <summary>Shown.</summary>
    Shown,

    /// <summary>Not accepted and will not be: the person or channel is gone, or the card cannot be shown whole.</summary>
    Refused,

    /// <summary>The message is gone or may not be changed: post a new one.</summary>
    Gone,

    /// <summary>Not accepted now; try again, not before <see cref="CardDelivery.RetryAfter"/>.</summary>
    Later,

    /// <summary>Sent with no readable answer: look for the delivery id before posting again.</summary>
    Unknown,
}
