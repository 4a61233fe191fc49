namespace Hitl.Slack.Interactions;

/// <summary>One press, submission or other interaction as Slack sends it. Members we do not use are ignored.</summary>
/// <remarks>Source: Slack, “Handling user interaction”. Nothing in it is authority: look the request up and check the person.</remarks>
public sealed record SlackInteraction
{
    /// <summary><c>block_actions</c>, <c>view_submission</c>, <c>view_closed</c>, <c>shortcut</c> …</summary>
    public string Type { get; init; } = "";

    /// <summary>Our app's id.</summary>
    public string? ApiAppId { get; init; }

    /// <summary>The workspace it came from; null for some organisation-wide installs.</summary>
    public SlackTeam? Team { get; init; }

    /// <summary>Who did it.</summary>
    public SlackPerson? User { get; init; }

    /// <summary>Opens one modal within 3 s.</summary>
    public string? TriggerId { get; init; }

    /// <summary>Answers privately, at most 5 times within 30 min.</summary>
    public string? ResponseUrl { get; init; }

    /// <summary>Where the pressed element is.</summary>
    public SlackContainer? Container { get; init; }

    /// <summary>The channel of the message.</summary>
    public SlackChannelRef? Channel { get; init; }

    /// <summary>What was pressed; at least one for <c>block_actions</c>.</summary>
    public IReadOnlyList<SlackAction> Actions { get; init; } = [];

    /// <summary>The view submitted or closed.</summary>
    public SlackViewState? View { get; init; }

    /// <summary>
    /// Names this delivery for deduplication: the same press delivered twice has the same id. Null when the payload lacks what it is made of.
    /// </summary>
    public string? DeliveryId()
    {
        if (User is null) return null;
        return Type switch
        {
            "block_actions" when Actions is [{ ActionTs: { } at } first, ..] =>
                $"{Team?.Id ?? User.TeamId}:{User.Id}:{first.ActionId}:{at}:{Container?.MessageTs}",
            // A view is submitted once per hash; a second delivery carries the same one.
            "view_submission" when View is { Id: { } id, Hash: var hash } => $"{Team?.Id ?? User.TeamId}:{User.Id}:{id}:{hash}",
            _ => null,
        };
    }
}
