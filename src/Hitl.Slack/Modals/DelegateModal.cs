using System.Text.Json.Nodes;
using Hitl.Escalations.Ids;
using Hitl.Slack.Interactions;

namespace Hitl.Slack.Modals;

/// <summary>The dialog that hands a person's part over to somebody who may decide as well.</summary>
public static class DelegateModal
{
    private const int MostPeople = 100;

    /// <summary>Builds the view for <c>views.open</c>.</summary>
    /// <param name="token">The card's token, checked again on submission.</param>
    /// <param name="people">Who may take it, with their names; at least one.</param>
    public static JsonObject Build(string token, IReadOnlyList<(PersonId Person, string Name)> people) => ModalParts.View(SlackActionIds.Delegate, token, "Hand over", "Hand over", new(
        ModalParts.Choice("static_select", SlackActionIds.PersonBlock, SlackActionIds.Input, "To whom?", people.Take(MostPeople).Select(p => (p.Person.Value, p.Name))),
        ModalParts.TextInput(
            SlackActionIds.ReasonBlock, SlackActionIds.ReasonInput, "Why? (optional)", "Kept in the audit trail, with your name and theirs.", DenyModal.LongestReason, isMultiline: true, isOptional: true)));

    /// <summary>The answer to a submission that shows an error under the person.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    public static JsonObject Error(string message) => ModalParts.Error(SlackActionIds.PersonBlock, message);
}
