using System.Text;
using System.Text.Json.Nodes;
using Hitl.Escalations.Cards;
using Hitl.Slack.Cards;
using Hitl.Slack.Interactions;

namespace Hitl.Slack.Modals;

/// <summary>Everything that would run, whole: what a high-risk approval must have been shown. Nothing here is ever shortened.</summary>
public static class FullView
{
    // Slack takes 100 blocks and 250 kB; room is left for the inputs and the envelope.
    private const int MostBlocks = 90;
    private const int MostBytes = 200_000;
    private const int LongestPart = 2_900;

    /// <summary>The dialog that only shows; null when even a dialog cannot hold everything.</summary>
    /// <param name="face">What to show.</param>
    public static JsonObject? Read(CardFace face) =>
        Blocks(face) is { } blocks ? ModalParts.View(SlackActionIds.Open, "", "Everything that runs", null, blocks) : null;

    /// <summary>The dialog that approves a high-risk action: everything, then the amount typed again and what was checked.</summary>
    /// <param name="face">What to show.</param>
    /// <param name="token">The card's token, checked again on submission.</param>
    public static JsonObject? Approve(CardFace face, string token)
    {
        if (Blocks(face) is not { } blocks) return null;
        if (face.Consent.Amount is { } amount)
            blocks.Add(ModalParts.TextInput(SlackActionIds.AmountBlock, SlackActionIds.Input, "Type the amount", $"Exactly as shown above, with the currency, such as {Example(amount.ToString())}.", 64));
        blocks.Add(ModalParts.TextInput(
            SlackActionIds.ReasonBlock, SlackActionIds.ReasonInput, "What did you check?", "Kept with the approval in the audit trail. You need a console sign-in within the last minutes.",
            DenyModal.LongestReason, isMultiline: true));
        return ModalParts.View(SlackActionIds.Approve, token, "Approve, high risk", "Approve", blocks);
    }

    private static JsonArray? Blocks(CardFace face)
    {
        var blocks = new JsonArray(BlockKit.Section(CardWords.Plain(face.Title)), BlockKit.Section(CardWords.Terms(face)));
        foreach (var fact in CardFacts.Material(face).Concat(CardFacts.Context(face)).Concat(CardExplanation.Whole(face)).Concat(Words(face)))
        {
            foreach (var (index, part) in Parts(fact.Value).Index()) blocks.Add(BlockKit.Boxes([fact with { Label = index == 0 ? fact.Label : $"{fact.Label}, continued", Value = part }]));
        }

        if (face.IsOpen) blocks.Add(BlockKit.Section(CardWords.Consequences(face)));
        return blocks.Count <= MostBlocks && Encoding.UTF8.GetByteCount(blocks.ToJsonString()) <= MostBytes ? blocks : null;
    }

    private static IEnumerable<CardFact> Words(CardFace face)
    {
        if (face.Rationale.Length > 0) yield return new("Text from the agent, not checked", ShownText.Lines(face.Rationale), false);
        foreach (var item in face.Evidence) yield return new("Evidence from the agent, not checked", ShownText.Lines(item), false);
        foreach (var fact in CardFacts.Questions(face)) yield return fact;
    }

    private static IEnumerable<string> Parts(string value)
    {
        if (value.Length == 0) yield return "(empty)";
        for (var at = 0; at < value.Length;)
        {
            var length = Math.Min(LongestPart, value.Length - at);
            if (at + length < value.Length && char.IsHighSurrogate(value[at + length - 1])) length--;
            yield return value.Substring(at, length);
            at += length;
        }
    }

    private static string Example(string amount) => amount == "125.00 EUR" ? "9.50 USD" : "125.00 EUR";
}
