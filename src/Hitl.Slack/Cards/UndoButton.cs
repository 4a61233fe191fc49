using System.Globalization;
using System.Text.Json.Nodes;
using Hitl.Escalations.Cards;
using Hitl.Slack.Interactions;

namespace Hitl.Slack.Cards;

/// <summary>The part of a card about undoing what was executed.</summary>
internal static class UndoButton
{
    /// <summary>The button while it can be undone, a line once it is, nothing otherwise. Its value names the request and authorises nothing.</summary>
    public static IEnumerable<JsonObject> Build(CardFace face)
    {
        if (face.UndoneBy is { } undone)
        {
            yield return BlockKit.Context($"Undone, or being undone, by request {undone}.");
        }
        else if (face.Undo is { } undo)
        {
            yield return new() { ["type"] = "actions", ["block_id"] = "hitl.undo", ["elements"] = new JsonArray(BlockKit.Button("Undo it", SlackActionIds.Undo, face.Key.Stage.Request.Value, "danger")) };
            if (undo.Until is { } until) yield return BlockKit.Context(string.Create(CultureInfo.InvariantCulture, $"It can be undone until {until.UtcDateTime:yyyy-MM-dd HH:mm} UTC."));
        }
    }
}
