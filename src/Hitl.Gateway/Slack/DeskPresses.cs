using System.Text.Json.Nodes;
using Hitl.Escalations.Desk;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Requests;
using Hitl.Gateway.Drills;
using Hitl.Gateway.Problems;
using Hitl.Gateway.Reversals;
using Hitl.Governance.Catalogs;
using Hitl.Postgres.Requests;
using Hitl.Slack.Interactions;
using Hitl.Slack.Modals;
using Hitl.Slack.WebApi;

namespace Hitl.Gateway.Slack;

/// <summary>Presses that begin work of their own: undo what was executed, run a drill. The desks behind them check the person's authority.</summary>
internal sealed class DeskPresses(
    SlackPeople people, SlackCallers callers, RequestQueries queries, IRequestStore requests, ReversalDesk reversals, DrillDesk drills, IDeskCards desk, SlackWebApi slack, RefusalRecorder refusals)
{
    /// <summary>Whether the press or dialog is one of these.</summary>
    public static bool Knows(string id) => id is SlackActionIds.Undo or SlackActionIds.RunDrill;

    /// <summary>Handles a press.</summary>
    public async Task<JsonObject?> PressAsync(SlackInteraction interaction, CancellationToken cancel)
    {
        var action = interaction.Actions[0];
        if (await callers.IsRepeatedAsync(interaction, cancel) || await PersonAsync(interaction, cancel) is not { } person) return null;
        if (action.ActionId == SlackActionIds.RunDrill) await DrillAsync(interaction, action.Value ?? "", person, cancel);
        else await AskWhyAsync(interaction, action.Value ?? "", cancel);
        return null;
    }

    /// <summary>Handles the dialog of an undoing; the result is what Slack shows then.</summary>
    public async Task<JsonObject?> SubmitAsync(SlackInteraction interaction, CancellationToken cancel)
    {
        var view = interaction.View!;
        if (await PersonAsync(interaction, cancel) is not { } person) return UndoModal.Error(SlackCallers.NotLinkedText);
        var reason = view.Typed(SlackActionIds.ReasonBlock, SlackActionIds.ReasonInput)?.Trim() ?? "";
        if (reason.Length is 0 or > 1000 || TextRules.FirstForbidden(reason, TextProfile.Prose) is not null) return UndoModal.Error("Say why in plain words, at most 1,000 characters.");
        if (!RequestId.IsWellFormed(view.PrivateMetadata ?? "") || await requests.FindAsync(new(view.PrivateMetadata!), cancel) is not { } stored) return UndoModal.Error("There is no such request.");
        var (reversal, refusal) = await reversals.AskAsync(stored, person.Id, reason, cancel);
        if (reversal is not null) return UndoModal.Done(reversal.Request.Id.Value);
        await refusals.RecordAsync(refusal!.Code, "person:" + person.Id, stored.Request.Id.Value, "undo through slack", cancel);
        return UndoModal.Error(refusal.Detail);
    }

    private async Task<Person?> PersonAsync(SlackInteraction interaction, CancellationToken cancel)
    {
        if (await people.FindAsync(interaction.User!.Id, interaction.User.TeamId, cancel) is { } person) return person;
        await refusals.RecordAsync("identity.not_linked", "slack:" + interaction.User.Id, null, "desk through slack", cancel);
        callers.Tell(interaction, SlackCallers.NotLinkedText);
        return null;
    }

    private async Task AskWhyAsync(SlackInteraction interaction, string request, CancellationToken cancel)
    {
        // A copy of our card that another app posted opens nothing.
        if (Location(interaction) is not { } at || await queries.CardAtAsync(at.Channel, at.Message, cancel) is not { } card || card.Stage.Request.Value != request)
        {
            callers.Tell(interaction, "This button is not on the card we sent. Use the card in your direct messages, or the console.");
            return;
        }

        var reply = await slack.OpenViewAsync(interaction.TriggerId ?? "", UndoModal.Build(request), cancel);
        if (!reply.IsOk) callers.Tell(interaction, FullViews.NotOpened);
    }

    private async Task DrillAsync(SlackInteraction interaction, string drill, Person person, CancellationToken cancel)
    {
        var isOurs = Location(interaction) is { } at && await desk.AtAsync(new(at.Channel, at.Message), cancel) is { Kind: DeskCardKey.Drill } key && key.Subject == drill;
        if (!isOurs || !Guid.TryParse(drill, out var id))
        {
            callers.Tell(interaction, "This button is not on a card we sent.");
            return;
        }

        var (begun, refusal) = await drills.RunAsync(id, person.Id, cancel);
        callers.Tell(interaction, begun is null ? refusal!.Detail : "The drill runs in your name; this card shows what comes of it.");
    }

    private static (string Channel, string Message)? Location(SlackInteraction interaction) =>
        (interaction.Container?.ChannelId ?? interaction.Channel?.Id) is { } channel && interaction.Container?.MessageTs is { } message ? (channel, message) : null;
}
