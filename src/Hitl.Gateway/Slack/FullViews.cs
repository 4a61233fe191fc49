using System.Text.Json.Nodes;
using Hitl.Escalations.Cards;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Requests;
using Hitl.Gateway.Decisions;
using Hitl.Postgres.Access;
using Hitl.Slack.Interactions;
using Hitl.Slack.WebApi;

namespace Hitl.Gateway.Slack;

/// <summary>Puts the whole request in front of a person, and remembers that it was: a high-risk approval in Slack rests on it.</summary>
internal sealed class FullViews(ICardNotes notes, SignIns signIns, SlackCallers callers, ConsoleLinks links, SlackWebApi slack)
{
    public const string NotOpened = "The dialog could not be opened, so nothing was recorded. Press the button again, or use the console.";

    /// <summary>Opens the dialog, and records it only when Slack has it.</summary>
    /// <param name="interaction">The press.</param>
    /// <param name="view">The dialog; null when no dialog can hold everything.</param>
    /// <param name="call">Who pressed, on which card.</param>
    /// <param name="request">The request.</param>
    /// <param name="cancel">Stops waiting.</param>
    public async Task OpenAsync(SlackInteraction interaction, JsonObject? view, DeskCall call, StoredRequest request, CancellationToken cancel)
    {
        if (view is null)
        {
            callers.Tell(interaction, $"This request is too long for Slack. Read it in full and decide in the console: {links.To(request.Request.Id)}");
            return;
        }

        var reply = await slack.OpenViewAsync(interaction.TriggerId ?? "", view, cancel);
        if (!reply.IsOk) callers.Tell(interaction, NotOpened);
        else await notes.OpenedAsync(new(call.Token!.Stage, call.Person), CardLines.About(request, LedgerKinds.CardOpened, call, $"{call.Person} opened everything that would run.", []), cancel);
    }

    /// <summary>The call with what else is known of the person: that they had it in full in front of them, and when they last proved who they are.</summary>
    public async Task<DeskCall> WithProofAsync(DeskCall call, CancellationToken cancel) => call.Token is not { } token
        ? call
        : call with
        {
            IsReadInFull = await notes.IsOpenedAsync(new(token.Stage, call.Person), cancel),
            SignedInAt = await signIns.LastAsync(call.Person, cancel),
        };
}
