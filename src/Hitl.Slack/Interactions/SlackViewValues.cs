using System.Text.Json;

namespace Hitl.Slack.Interactions;

/// <summary>The inputs of a submitted view.</summary>
/// <param name="Values">By block id, then action id.</param>
public sealed record SlackViewValues(IReadOnlyDictionary<string, Dictionary<string, JsonElement>>? Values);
