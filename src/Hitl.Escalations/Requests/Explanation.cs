namespace Hitl.Escalations.Requests;

/// <summary>Why a request was decided as it was; the same in API, card, console, ledger and command line.</summary>
/// <param name="Sentence">One plain-English sentence.</param>
/// <param name="Rule">The rule that decided; null for a gap.</param>
/// <param name="IsGap">No rule covered the request; the action's gap handling decided.</param>
/// <param name="Rules">Every rule of the action that was considered, in order.</param>
/// <param name="WouldDiffer">What would have to differ for another outcome, one clause each.</param>
public sealed record Explanation(string Sentence, string? Rule, bool IsGap, IReadOnlyList<RuleCheck> Rules, IReadOnlyList<string> WouldDiffer)
{
    /// <summary>Every cumulative limit that counts this request, held against it.</summary>
    public IReadOnlyList<BoundCheck> Limits { get; init; } = [];

    /// <summary>Other requests about the same subject, in words; shown to whoever decides.</summary>
    public IReadOnlyList<string> Conflicts { get; init; } = [];
}
