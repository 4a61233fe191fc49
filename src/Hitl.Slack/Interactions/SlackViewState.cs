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

    /// <summary>The value chosen in one select or group of radio buttons; null when there is none.</summary>
    /// <param name="blockId">The input's block id.</param>
    /// <param name="actionId">The input's action id.</param>
    public string? Chosen(string blockId, string actionId) =>
        Element(blockId, actionId) is { } element && element.TryGetProperty("selected_option", out var option) ? Value(option) : null;

    /// <summary>The values chosen in one group of check boxes; empty when there is none.</summary>
    /// <param name="blockId">The input's block id.</param>
    /// <param name="actionId">The input's action id.</param>
    public IReadOnlyList<string> AllChosen(string blockId, string actionId) =>
        Element(blockId, actionId) is { } element && element.TryGetProperty("selected_options", out var options) && options.ValueKind == JsonValueKind.Array
            ? [.. options.EnumerateArray().Select(Value).OfType<string>()]
            : [];

    /// <summary>Block ids of every input.</summary>
    public IEnumerable<string> Blocks => State?.Values?.Keys ?? Enumerable.Empty<string>();

    private JsonElement? Element(string blockId, string actionId) =>
        State?.Values is { } values && values.TryGetValue(blockId, out var block) && block.TryGetValue(actionId, out var element) && element.ValueKind == JsonValueKind.Object
            ? element
            : null;

    private static string? Value(JsonElement option) =>
        option.ValueKind == JsonValueKind.Object && option.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>The text typed into one input; null when there is none.</summary>
    /// <param name="blockId">The input's block id.</param>
    /// <param name="actionId">The input's action id.</param>
    public string? Typed(string blockId, string actionId) =>
        State?.Values is { } values && values.TryGetValue(blockId, out var block) && block.TryGetValue(actionId, out var element)
        && element.ValueKind == JsonValueKind.Object && element.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
