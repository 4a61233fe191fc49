using System.Text.Json.Nodes;
using Hitl.Slack.Cards;
using Hitl.Slack.Interactions;

namespace Hitl.Slack.Modals;

/// <summary>The dialog that decides several requests together; each is still authorised, bound and recorded on its own.</summary>
public static class BulkModal
{
    /// <summary>Most requests in one dialog: check boxes hold ten.</summary>
    public const int Most = 10;

    /// <summary>Builds the view for <c>views.open</c>.</summary>
    /// <param name="choices">What can be chosen: a value of at most 75 characters that names request and digest, and what people read.</param>
    public static JsonObject Build(IEnumerable<(string Value, string Text)> choices) => ModalParts.View(SlackActionIds.Bulk, "", "Decide together", "Decide", new(
        ModalParts.Choice("checkboxes", SlackActionIds.ChosenBlock, SlackActionIds.Input, "Which?", choices.Take(Most)),
        ModalParts.Choice("radio_buttons", SlackActionIds.VerdictBlock, SlackActionIds.Input, "Verdict on each of them", [("approve", "Approve"), ("deny", "Deny")]),
        ModalParts.TextInput(SlackActionIds.ReasonBlock, SlackActionIds.ReasonInput, "What did you check, or why not?", "Kept with each decision.", DenyModal.LongestReason, isMultiline: true)));

    /// <summary>Builds a view for <c>views.open</c> that says why there is nothing to decide.</summary>
    /// <param name="why">Why, and what to do.</param>
    public static JsonObject Nothing(string why) => ModalParts.View("hitl.done", "", "Decide together", null, new(BlockKit.Section(ShownText.Line(why))));

    /// <summary>Replaces the dialog by what became of each.</summary>
    /// <param name="lines">One line per request.</param>
    public static JsonObject Done(IEnumerable<string> lines) => ModalParts.Done("Decided together", lines);
}
