using Hitl.Escalations.Requests;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Simulation;

namespace Hitl.Governance.Versions;

/// <summary>What a version changes, in the words its signers read.</summary>
/// <param name="Gains">Who may do more: <c>support-bot may do more in refund</c>, found by deciding every boundary under both versions.</param>
/// <param name="Loses">Who may do less.</param>
/// <param name="Lines">Every change, one line each; nothing that differs is left out.</param>
public sealed record CatalogDiff(IReadOnlyList<string> Gains, IReadOnlyList<string> Loses, IReadOnlyList<string> Lines)
{
    /// <summary>Whether the two mean the same.</summary>
    public bool IsEmpty => Lines.Count == 0;

    /// <summary>Compares two versions.</summary>
    public static CatalogDiff Of(Catalog before, Catalog after)
    {
        var changes = CatalogSimulation.OfBoundaries(before, after).Changes;
        return new(
            Authority(changes.Where(change => change.IsGain), "may do more in"),
            Authority(changes.Where(change => !change.IsGain), "may do less in"),
            [.. RuleChanges.Lines(before, after), .. CanonicalChanges.Lines(before, after)]);
    }

    private static IReadOnlyList<string> Authority(IEnumerable<SimulatedChange> changes, string words) =>
    [
        .. changes.GroupBy(change => (change.Actor, change.Action)).OrderBy(g => g.Key.Actor.Value, StringComparer.Ordinal).ThenBy(g => g.Key.Action.Value, StringComparer.Ordinal)
            .Select(group => $"{group.Key.Actor} {words} {group.Key.Action}: {string.Join(", ", group.Select(c => $"{Word(c.Before)} becomes {Word(c.After)}").Distinct().Order(StringComparer.Ordinal))}"),
    ];

    private static string Word(EvaluationOutcome outcome) => outcome switch { EvaluationOutcome.Allowed => "alone", EvaluationOutcome.Ask => "with people", _ => "refused" };
}
