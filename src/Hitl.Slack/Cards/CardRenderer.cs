using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Hitl.Escalations.Cards;
using Hitl.Slack.Interactions;
using Hitl.Slack.WebApi;

namespace Hitl.Slack.Cards;

/// <summary>Turns a card's face into Slack blocks. Everything people, agents, customers or catalogs wrote stands in boxes as plain characters.</summary>
/// <remarks>
/// Labels are ours and stand outside the boxes, so data cannot produce one. A card that cannot show every material fact whole has no buttons and says
/// so. Limits: 50 blocks, 3,000 characters a text, about 9,000 in all (Slack refuses somewhere above that).
/// </remarks>
public static class CardRenderer
{
    /// <summary>Most characters of text on one card.</summary>
    public const int TextBudget = 9000;

    private const int LongestValue = 2900;
    private const int MaterialBudget = 6000;

    /// <summary>Renders a face.</summary>
    /// <param name="face">What to show.</param>
    /// <param name="console">Where the request can be read in full; null names the console without an address.</param>
    public static RenderedCard Render(CardFace face, Uri? console = null)
    {
        var material = CardFacts.Material(face).ToList();
        var fits = material.Sum(fact => fact.Value.Length + fact.Label.Length) <= MaterialBudget && material.TrueForAll(fact => fact.Value.Length <= LongestValue);
        var isDecidable = face.IsOpen && fits && face.Token is not null;

        var blocks = new JsonArray(BlockKit.Header(CardWords.Plain(face.Title)));
        if (face.IsSandbox) blocks.Add(BlockKit.Context("Sandbox catalog: nothing here is real."));
        if (face.IsShadow) blocks.Add(BlockKit.Context("Shadow: decided on paper only. Nothing of it can run, and there is nothing to decide."));
        blocks.Add(BlockKit.Section(CardWords.Standing(face)));
        if (face.Outcome is { } outcome) blocks.Add(BlockKit.Boxes([new("How it stands", ShownText.Clip(ShownText.Line(outcome), 1000), false)]));
        blocks.Add(BlockKit.Boxes(fits ? material : Shortened(material)));
        if (!fits) blocks.Add(BlockKit.Section(CardWords.TooLong(console)));
        blocks.Add(BlockKit.Section(CardWords.Terms(face)));
        // What is left goes to what explains: reasons first, then what the agent wrote.
        var left = TextBudget - Length(blocks);
        blocks.Add(BlockKit.Boxes(Fitting(CardFacts.Context(face), left * 2 / 5)));
        if (CardExplanation.OnCard(face, Math.Min(1_500, (TextBudget - Length(blocks)) / 3)) is { } bounds) blocks.Add(BlockKit.Boxes(bounds));
        if (AgentWords(face, Math.Min(LongestValue, TextBudget - Length(blocks) - 400)) is { } words) blocks.Add(words);
        if (face.Notes.Questions.Count > 0) blocks.Add(BlockKit.Boxes(Fitting(CardFacts.Questions(face).TakeLast(4), Math.Max(300, TextBudget - Length(blocks) - 900))));
        if (face.IsOpen) blocks.Add(BlockKit.Section(CardWords.Consequences(face)));
        if (isDecidable) blocks.Add(Buttons(face.Token!));
        if (face.IsOpen && face.Token is not null) blocks.Add(ExtendButton.AddTo(MoreButtons(face.Token, isDecidable, face), face));
        foreach (var block in UndoButton.Build(face)) blocks.Add(block);
        var text = SlackText.Literal(CardWords.Notification(face));
        return new(blocks, text, Hash(blocks, text), isDecidable);
    }

    private static JsonObject Buttons(string token) => new()
    {
        ["type"] = "actions",
        ["block_id"] = "hitl.decide",
        ["elements"] = new JsonArray(
            BlockKit.Button("Approve", SlackActionIds.Approve, token, "primary"), BlockKit.Button("Deny", SlackActionIds.Deny, token, "danger")),
    };

    private static JsonObject MoreButtons(string token, bool isDecidable, CardFace face)
    {
        var isEditable = isDecidable && (face.Consent.Amount is not null || face.Editable.Count > 0);
        var buttons = new JsonArray(
            BlockKit.Button("Read in full", SlackActionIds.Open, token), BlockKit.Button("Ask the agent", SlackActionIds.Ask, token),
            BlockKit.Button("I am on it", SlackActionIds.Claim, token), BlockKit.Button("Hand over", SlackActionIds.Delegate, token),
            BlockKit.Button("Bad suggestion", SlackActionIds.Flag, token));
        if (isEditable) buttons.Insert(1, BlockKit.Button(face.Editable.Count > 0 ? "Change within limits" : "Lower the amount", SlackActionIds.Edit, token));
        return new() { ["type"] = "actions", ["block_id"] = "hitl.more", ["elements"] = buttons };
    }

    private static JsonObject? AgentWords(CardFace face, int room)
    {
        var words = string.Join('\n', new[] { face.Rationale }.Concat(face.Evidence.Select(item => "- " + item)).Where(line => line.Length > 0));
        return words.Length == 0 || room < 100
            ? null
            : BlockKit.Boxes([new("Text from the agent, not checked", ShownText.Clip(ShownText.Lines(words), room), IsMaterial: false)]);
    }

    private static IEnumerable<CardFact> Shortened(List<CardFact> facts)
    {
        var each = MaterialBudget / Math.Max(1, Math.Min(facts.Count, 40));
        return facts.Take(40).Select(fact => fact with { Value = ShownText.Clip(fact.Value, Math.Max(60, each - fact.Label.Length)) })
            .Concat(facts.Count > 40 ? [new("Not shown", string.Create(CultureInfo.InvariantCulture, $"{facts.Count - 40} more facts"), true)] : []);
    }

    private static IEnumerable<CardFact> Fitting(IEnumerable<CardFact> facts, int room)
    {
        var list = facts.Take(12).ToList();
        var each = Math.Clamp(room / list.Count, 60, 1000);
        return list.Select(fact => fact with { Value = ShownText.Clip(fact.Value, Math.Max(50, each - fact.Label.Length)) });
    }

    /// <summary>Characters of all texts in the blocks.</summary>
    internal static int Length(JsonNode? node) => node switch
    {
        JsonArray items => items.Sum(Length),
        JsonObject members => members.Sum(member => member.Key == "text" && member.Value is JsonValue text ? text.GetValue<string>().Length : Length(member.Value)),
        _ => 0,
    };

    private static string Hash(JsonArray blocks, string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(blocks.ToJsonString() + "\n" + text)));
}
