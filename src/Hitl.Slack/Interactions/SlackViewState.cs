using System.Text.Json;

namespace Hitl.Slack.Interactions;

/// <summary>A submitted or closed view.</summary>
public sealed record SlackViewState
{
    /// <summary>The view's id.</summary>
    public string? Id { get; init; }

    /// <summary>Changes with every change of the view.</summary>
    public string? Hash { get; init; }

    /// <summary>Which of our modals it is.</summary>
    public string? CallbackId { get; init; }

    /// <summary>What we put into it when it was opened: a card token. The client returns it, so it is checked again.</summary>
    public string? PrivateMetadata { get; init; }

    /// <summary>What was typed: block id, action id, element.</summary>
    public SlackViewValues? State { get; init; }

    /// <summary>The text typed into one input; null when there is none.</summary>
    /// <param name="blockId">The input's block id.</param>
    /// <param name="actionId">The input's action id.</param>
    public string? Typed(string blockId, string actionId) =>
        State?.Values is { } values && values.TryGetValue(blockId, out var block) && block.TryGetValue(actionId, out var element)
        && element.ValueKind == JsonValueKind.Object && element.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
