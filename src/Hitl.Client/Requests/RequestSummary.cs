namespace Hitl.Client.Requests;

/// <summary>One line of a list of requests.</summary>
/// <param name="Id">The request.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Action">The action.</param>
/// <param name="Title">The action in words.</param>
/// <param name="Actor">Who asked.</param>
/// <param name="Customer">The customer's reference.</param>
/// <param name="AmountText">The amount as people write it; null without one.</param>
/// <param name="Risk">Risk class; null before evaluation.</param>
/// <param name="ReceivedAt">When accepted, UTC.</param>
/// <param name="StateSince">When it entered its state, UTC.</param>
/// <param name="Outcome">One sentence, or null.</param>
/// <param name="Deadline">When the open stage ends, UTC; null when none is open.</param>
/// <param name="AsksYou">Whether the open stage asks the caller, who has not decided.</param>
public sealed record RequestSummary(
    string Id,
    string State,
    string Action,
    string Title,
    string Actor,
    string Customer,
    string? AmountText,
    string? Risk,
    DateTimeOffset ReceivedAt,
    DateTimeOffset StateSince,
    string? Outcome,
    DateTimeOffset? Deadline,
    bool AsksYou);
