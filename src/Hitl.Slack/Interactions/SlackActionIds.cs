namespace Hitl.Slack.Interactions;

/// <summary>Names of everything people can press or submit.</summary>
public static class SlackActionIds
{
    /// <summary>The approve button of a card; its value is the card's token.</summary>
    public const string Approve = "hitl.approve";

    /// <summary>The deny button of a card, and the callback id of the modal it opens.</summary>
    public const string Deny = "hitl.deny";

    /// <summary>Opens everything that would run, whole.</summary>
    public const string Open = "hitl.open";

    /// <summary>Says that the person is looking at it.</summary>
    public const string Claim = "hitl.claim";

    /// <summary>Flags the agent's suggestion as bad, with one click.</summary>
    public const string Flag = "hitl.flag";

    /// <summary>Asks the agent; also the callback id of the modal it opens.</summary>
    public const string Ask = "hitl.ask";

    /// <summary>Hands the person's part over; also the callback id of the modal it opens.</summary>
    public const string Delegate = "hitl.delegate";

    /// <summary>Narrows what was proposed; also the callback id of the modal it opens.</summary>
    public const string Edit = "hitl.edit";

    /// <summary>Makes the stage wait longer, where the catalog lets people.</summary>
    public const string Extend = "hitl.extend";

    /// <summary>Decides several together, from the Home tab; also the callback id of the modal it opens.</summary>
    public const string Bulk = "hitl.bulk";

    /// <summary>Undoes what was executed; also the callback id of the modal it opens.</summary>
    public const string Undo = "hitl.undo";

    /// <summary>Runs a drill; its value names the drill.</summary>
    public const string RunDrill = "hitl.drill.run";

    /// <summary>Block id of the amount typed again; errors are keyed by it.</summary>
    public const string AmountBlock = "hitl.amount";

    /// <summary>Block id of the person handed to.</summary>
    public const string PersonBlock = "hitl.person";

    /// <summary>Block id of the requests chosen to be decided together.</summary>
    public const string ChosenBlock = "hitl.chosen";

    /// <summary>Block id of the verdict on them.</summary>
    public const string VerdictBlock = "hitl.verdict";

    /// <summary>Begin of the block ids of edited parameters; the name follows.</summary>
    public const string ParameterBlock = "hitl.parameter.";

    /// <summary>Action id of every input of ours that is not the reason.</summary>
    public const string Input = "input";

    /// <summary>Block id of the catalog's reason chosen in the deny modal.</summary>
    public const string ReasonCodeBlock = "hitl.reason-code";

    /// <summary>Block id of the reason in the deny modal; errors are keyed by it.</summary>
    public const string ReasonBlock = "hitl.reason";

    /// <summary>Action id of the reason in the deny modal.</summary>
    public const string ReasonInput = "reason";
}
