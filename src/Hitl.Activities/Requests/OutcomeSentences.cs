using Hitl.Escalations.Decisions;
using Hitl.Escalations.Execution;
using Hitl.Escalations.Requests;
using Hitl.Workflows.Requests;

namespace Hitl.Activities.Requests;

/// <summary>One sentence on how a request stands, the same for card, API and console.</summary>
internal static class OutcomeSentences
{
    public static string Of(RequestMove move, IReadOnlyList<Decision> decisions, IReadOnlyList<EffectRecord> effects) => move.To switch
    {
        RequestState.Approved => $"Approved by {Approvers(decisions)}.",
        RequestState.Denied when Denial(decisions) is { } denial => $"Denied by {denial.Person}: {denial.Reason}",
        RequestState.Denied => "Denied.",
        RequestState.Expired => "Nobody decided before the path ended, so it was refused.",
        RequestState.Withdrawn => "The agent withdrew it.",
        RequestState.Executed => $"Done: {string.Join(", ", effects.Where(effect => !effect.Key.IsCompensation).Select(Sentence))}.",
        RequestState.Compensating => $"Being undone: {Bare(move.Reason)}.",
        RequestState.Compensated => $"Undone again: {Bare(move.Reason)}.",
        RequestState.NeverExecuted => $"Nothing took effect: {Bare(move.Reason)}.",
        RequestState.PartlyCompensated => $"Not everything could be undone: {Bare(move.Reason)}.",
        RequestState.CompensationFailed => $"What was done could not be undone: {Bare(move.Reason)}.",
        RequestState.Irreversible => $"What was done has no way back: {Bare(move.Reason)}.",
        RequestState.Unknown => $"Whether it took effect is not known: {Bare(move.Reason)}.",
        RequestState.Refused => move.Reason ?? "Refused.",
        _ => move.Reason ?? $"{move.To}.",
    };

    /// <summary>The same without what a person wrote: why somebody denied stands in the row of the decision, where it can be erased.</summary>
    public static string OfRow(RequestMove move, IReadOnlyList<Decision> decisions, IReadOnlyList<EffectRecord> effects) =>
        move.To == RequestState.Denied && Denial(decisions) is { } denial ? $"Denied by {denial.Person}." : Of(move, decisions, effects);

    private static Decision? Denial(IReadOnlyList<Decision> decisions) => decisions.FirstOrDefault(decision => decision.Verdict == Verdict.Deny);

    private static string Approvers(IReadOnlyList<Decision> decisions)
    {
        var last = decisions.Where(decision => decision.Verdict == Verdict.Approve).Select(decision => decision.Stage).LastOrDefault();
        return string.Join(", ", decisions.Where(decision => decision.Stage == last).Select(decision => decision.Person).Distinct());
    }

    private static string Sentence(EffectRecord effect) => effect.Reference is { } reference ? $"{effect.Key.Step} ({reference})" : effect.Key.Step;

    // A target's own words often end with a full stop; the sentence brings its own.
    private static string? Bare(string? reason) => reason?.TrimEnd('.');
}
