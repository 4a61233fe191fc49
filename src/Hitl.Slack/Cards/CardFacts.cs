using System.Globalization;
using Hitl.Escalations.Cards;
using Hitl.Escalations.Decisions;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Requests;

namespace Hitl.Slack.Cards;

/// <summary>Reads the facts of a card from its face, in the order people need them.</summary>
internal static class CardFacts
{
    /// <summary>What will run and for whom; every one of them material.</summary>
    public static IEnumerable<CardFact> Material(CardFace face)
    {
        var consent = face.Consent;
        yield return Fact("Action", consent.Action.Value);
        if (consent.Amount is { } amount) yield return Fact("Amount", amount.ToString());
        yield return Fact("Customer", $"{consent.Customer.Id} ({consent.Customer.Segment}, by {consent.Channel})");
        foreach (var name in consent.Parameters.Names) yield return Parameter(face, name);
        foreach (var guard in consent.Guards ?? []) yield return Fact("State shown", $"{guard.Label}: {guard.Value ?? "(could not be read)"} ({guard.Read} at {guard.Target}); if it changes before this runs, people are asked again");
        foreach (var (index, step) in consent.Saga.Steps.Index())
        {
            var undo = step.Compensation is { } compensation ? $"undone by {compensation}" : "cannot be undone";
            yield return Fact(string.Create(CultureInfo.InvariantCulture, $"Step {index + 1}"), $"{step.Operation} at {step.Target} ({step.Host}) with {step.Arguments.Canonical}; {undo}");
        }

        var release = string.Join(", ", new[] { Part("version", face.Agent.Version), Part("model", face.Agent.Model), Part("prompt", face.Agent.PromptVersion) }.OfType<string>());
        yield return Fact("Asked by", release.Length == 0 ? consent.Actor.Value : $"{consent.Actor} ({release})");
        if (consent.OnBehalfOf is { } person) yield return Fact("On behalf of", Name(face, person));
    }

    /// <summary>Why it is asked and of whom.</summary>
    public static IEnumerable<CardFact> Context(CardFace face)
    {
        yield return Side(face.Rule is null ? "Why people are asked" : $"Why people are asked (rule {CardWords.Plain(face.Rule)})", face.Why);
        if (face.WouldDiffer.Count > 0) yield return Side("What would change it", string.Join("; ", face.WouldDiffer));
        yield return Side("Why you", face.Asked.Why);
        yield return Side("People asked", string.Join(", ", face.AllAsked.Select(asked => Name(face, asked.Person))));
        foreach (var decision in face.Decisions) yield return Side("Decided", Sentence(face, decision));
        foreach (var fact in Around(face)) yield return fact;
    }

    private static IEnumerable<CardFact> Around(CardFace face)
    {
        var notes = face.Notes;
        if (notes.Proposed is { } proposed)
            yield return Side("What the agent had proposed", $"{proposed.Amount} {proposed.Parameters.Canonical}, narrowed by {(notes.EditedBy is { } by ? Name(face, by) : "an approver")}".Trim());
        if (notes.Claim is { } claim) yield return Side("Being looked at", $"{Name(face, claim.Person)} is looking at this until {claim.Until.UtcDateTime:yyyy-MM-dd HH:mm} UTC; others may still decide");
        var open = notes.Related.Where(other => IsOpen(other.State)).ToList();
        if (open.Count > 0) yield return Side("Possible conflict", "Not finished for the same customer: " + string.Join("; ", open.Select(Short)));
        var ended = notes.Related.Except(open).ToList();
        if (ended.Count > 0) yield return Side("Same customer before", string.Join("; ", ended.Select(Short)));
        var before = notes.Precedents;
        if (before.Total > 0)
            yield return Side("How similar ones were decided", string.Create(CultureInfo.InvariantCulture, $"Of the last {before.Total}: {before.Approved} approved, {before.Denied} denied, {before.Undecided} without a decision. Each is its own case."));
        if (notes.FlaggedBy.Count > 0) yield return Side("Flagged as a bad suggestion", "by " + string.Join(", ", notes.FlaggedBy.Select(person => Name(face, person))));
    }

    /// <summary>Questions and answers; the answers are the agent's words.</summary>
    public static IEnumerable<CardFact> Questions(CardFace face)
    {
        foreach (var asked in face.Notes.Questions)
        {
            yield return Side("Asked", $"{Name(face, asked.Person)}: {asked.Text}");
            yield return Side("Answer from the agent, not checked", asked.Answer ?? "(no answer yet)");
        }
    }

    private static bool IsOpen(RequestState state) => state is RequestState.Received or RequestState.Deciding or RequestState.Approved or RequestState.Executing
        or RequestState.Compensating or RequestState.WaitingForOps;

    private static string Short(RelatedRequest other) => $"{other.Action}{(other.Amount is { } amount ? $" {amount}" : "")} ({CardWords.State(other.State)}, {other.Id})";

    /// <summary>A person as cards name them.</summary>
    public static string Name(CardFace face, PersonId person) => face.Names.TryGetValue(person, out var name) ? $"{name} ({person})" : person.Value;

    private static string Sentence(CardFace face, Decision decision)
    {
        var verdict = decision.Verdict == Verdict.Approve ? "approved" : "denied";
        var reason = decision.Reason.Length == 0 ? "" : $": {decision.Reason}";
        return string.Create(CultureInfo.InvariantCulture, $"{Name(face, decision.Person)} {verdict} at {decision.At.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC{reason}");
    }

    private static CardFact Parameter(CardFace face, string name)
    {
        var value = face.Consent.Parameters.Text(name) ?? "";
        // A label stands outside the box, so only a name that can imitate nothing may be one.
        var isPlain = name.Length <= 64 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
        var label = isPlain ? $"Parameter {name}" : "Parameter";
        var called = face.Labels.TryGetValue(name, out var text) ? $"{text}: " : "";
        return Fact(label, isPlain ? called + value : $"{name} = {value}");
    }

    private static CardFact Fact(string label, string value)
    {
        var shown = ShownText.Line(value);
        return new(MixedScripts.IsSuspicious(value) ? $"{label} (mixes alphabets: look closely)" : label, shown.Length == 0 ? "(empty)" : shown, IsMaterial: true);
    }

    private static CardFact Side(string label, string value) => new(label, ShownText.Line(value), IsMaterial: false);

    private static string? Part(string label, string? value) => string.IsNullOrEmpty(value) ? null : $"{label} {value}";
}
