using System.Text.Json.Nodes;

namespace Hitl.Sandbox.Slack.People;

/// <summary>A person uses a button, menu or other control.</summary>
internal sealed record Click
{
    /// <summary>Which control. The newest one the person can see, unless channel, ts, view_id or value narrow it.</summary>
    public string ActionId { get; init; } = "";

    public string? BlockId { get; init; }

    public string? Channel { get; init; }

    public string? Ts { get; init; }

    /// <summary>A view instead of a message; "current" is the topmost modal, "home" the App Home.</summary>
    public string? ViewId { get; init; }

    /// <summary>Narrows to the button with this value.</summary>
    public string? Value { get; init; }

    /// <summary>What is chosen in a menu, radio group, checkboxes (list), people picker or date picker.</summary>
    public JsonNode? Choice { get; init; }

    /// <summary>State of other controls of the message, as {block_id: {action_id: value}}.</summary>
    public JsonObject? Values { get; init; }

    /// <summary>Replaces the action's value in the payload, to play a forger.</summary>
    public string? ForgedValue { get; init; }

    /// <summary>JSON merge patch on the payload before it is signed, to play a forger.</summary>
    public JsonObject? Patch { get; init; }
}
