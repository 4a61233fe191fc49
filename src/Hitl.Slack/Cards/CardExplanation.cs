using System.Globalization;
using Hitl.Escalations.Cards;
using Hitl.Escalations.Requests;

namespace Hitl.Slack.Cards;

/// <summary>The catalog's explanation bound by bound: on the card what decided and what came nearest, in the dialog every rule.</summary>
/// <remarks>Each bound is one line of its own and cleaned as one, so that a value can neither begin a line nor imitate a rule.</remarks>
internal static class CardExplanation
{
    private const string Bounds = "Rules, bound by bound";
    private const string UnderWay = "Under way about the same";
    private const int LeastRoom = 200;
    private const int LongestWhole = 20_000;

    /// <summary>What fits into a room of characters, whole rules only, and how many are left out; null when there is nothing to show or no room for it.</summary>
    public static IReadOnlyList<CardFact>? OnCard(CardFace face, int room)
    {
        if (face.Explanation is not { } explanation || room < LeastRoom) return null;
        var facts = Others(explanation, room / 3).ToList();
        var left = room - facts.Sum(fact => fact.Label.Length + fact.Value.Length) - Bounds.Length;
        if (Fitting([.. Limits(explanation), .. ByNearness(explanation)], left, "Read in full") is { Length: > 0 } shown) facts.Add(new(Bounds, shown, false));
        return facts.Count == 0 ? null : facts;
    }

    /// <summary>Everything; what even a dialog cannot hold is counted and stands in the console.</summary>
    public static IEnumerable<CardFact> Whole(CardFace face)
    {
        if (face.Explanation is not { } explanation) yield break;
        foreach (var fact in Others(explanation, LongestWhole)) yield return fact;
        if (Fitting([.. Limits(explanation), .. ByNearness(explanation)], LongestWhole, "in the console") is { Length: > 0 } shown) yield return new(Bounds, shown, false);
    }

    private static IEnumerable<CardFact> Others(Explanation explanation, int room)
    {
        if (explanation.Conflicts.Count > 0) yield return new(UnderWay, ShownText.Clip(string.Join('\n', explanation.Conflicts.Select(ShownText.Line)), Math.Max(LeastRoom / 2, room)), false);
    }

    private static IEnumerable<string> Limits(Explanation explanation) => explanation.Limits.Select(limit => ShownText.Line(Line(limit)));

    /// <summary>The rule that decided, then those nearest to matching.</summary>
    private static IEnumerable<string> ByNearness(Explanation explanation) => explanation.Rules
        .OrderByDescending(rule => rule.Rule == explanation.Rule).ThenBy(rule => rule.Bounds.Count(bound => !bound.Held)).ThenBy(rule => rule.Rule, StringComparer.Ordinal)
        .Select(rule => string.Join('\n', rule.Bounds.Select(bound => "  " + ShownText.Line(Line(bound))).Prepend(ShownText.Line(Head(rule, explanation)))));

    private static string Head(RuleCheck rule, Explanation explanation) =>
        $"rule {rule.Rule} ({rule.Effect}) {(rule.Rule == explanation.Rule ? "matched and decides" : rule.Matched ? "matched" : "did not match")}";

    private static string Line(BoundCheck bound) => $"{(bound.Held ? "holds" : "fails")}  {bound.Bound}: {bound.Value}; admitted: {bound.Allowed}";

    private static string Fitting(List<string> parts, int room, string where)
    {
        var shown = new List<string>();
        var length = 0;
        foreach (var part in parts.TakeWhile(part => (length += part.Length + 1) <= room - 48)) shown.Add(part);
        var hidden = parts.Count - shown.Count;
        if (hidden > 0) shown.Add(string.Create(CultureInfo.InvariantCulture, $"… and {hidden} more: {where}"));
        return hidden == parts.Count && room < LeastRoom ? "" : string.Join('\n', shown);
    }
}
