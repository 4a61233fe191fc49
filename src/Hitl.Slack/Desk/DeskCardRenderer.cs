using System.Globalization;
using System.Text.Json.Nodes;
using Hitl.Escalations.Desk;
using Hitl.Slack.Cards;
using Hitl.Slack.Interactions;
using Hitl.Slack.WebApi;

namespace Hitl.Slack.Desk;

/// <summary>Turns a desk card's face into Slack blocks. What anybody wrote stands in boxes as plain characters.</summary>
public static class DeskCardRenderer
{
    private const int LongestValue = 600;
    private const int MostFacts = 12;

    /// <summary>Renders a face.</summary>
    /// <param name="face">What to show.</param>
    /// <param name="console">Where the console is; null names the path alone.</param>
    public static JsonArray Render(DeskCardFace face, Uri? console)
    {
        var blocks = new JsonArray(BlockKit.Header(face.Title), BlockKit.Section(ShownText.Clip(ShownText.Line(face.Standing), 1000)));
        if (face.Facts.Count > 0)
            blocks.Add(BlockKit.Boxes(face.Facts.Take(MostFacts).Select(fact => new CardFact(ShownText.Clip(ShownText.Line(fact.Key), 60), ShownText.Clip(ShownText.Line(fact.Value), LongestValue), false))));
        blocks.Add(BlockKit.Context(string.Create(
            CultureInfo.InvariantCulture,
            $"Owner: {CardWords.Plain(face.Owner)}. {(face.IsOpen ? $"Due {face.DueAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC. " : "")}Console: {console?.Authority}{face.ConsolePath}")));
        if (face is { IsOpen: true, Key.Kind: DeskCardKey.Drill })
            blocks.Add(new JsonObject { ["type"] = "actions", ["block_id"] = "hitl.drill", ["elements"] = new JsonArray(BlockKit.Button("Run the drill now", SlackActionIds.RunDrill, face.Key.Subject, "primary")) });
        return blocks;
    }

    /// <summary>The line for notifications and screen readers.</summary>
    public static string Text(DeskCardFace face) => SlackText.Literal(face.IsOpen
        ? string.Create(CultureInfo.InvariantCulture, $"{face.Title}, due {face.DueAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC")
        : $"{face.Title}: nothing to do any more");
}
