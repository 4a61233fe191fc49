using System.Globalization;
using Hitl.Escalations.Cards;
using Hitl.Escalations.Decisions;
using Hitl.Escalations.Ids;

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
        yield return Side("Why people are asked", face.Why);
        yield return Side("Why you", face.Asked.Why);
        yield return Side("People asked", string.Join(", ", face.AllAsked.Select(asked => Name(face, asked.Person))));
        foreach (var decision in face.Decisions) yield return Side("Decided", Sentence(face, decision));
    }

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
