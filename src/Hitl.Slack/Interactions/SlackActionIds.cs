namespace Hitl.Slack.Interactions;

/// <summary>Names of everything people can press or submit.</summary>
public static class SlackActionIds
{
    /// <summary>The approve button of a card; its value is the card's token.</summary>
    public const string Approve = "hitl.approve";

    /// <summary>The deny button of a card, and the callback id of the modal it opens.</summary>
    public const string Deny = "hitl.deny";

    /// <summary>Block id of the reason in the deny modal; errors are keyed by it.</summary>
    public const string ReasonBlock = "hitl.reason";

    /// <summary>Action id of the reason in the deny modal.</summary>
    public const string ReasonInput = "reason";
}
