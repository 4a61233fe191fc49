using System.Text.Json.Nodes;
using Hitl.Escalations.Cards;
using Hitl.Escalations.Decisions;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Ledger;
using Hitl.Gateway.Decisions;
using Hitl.Gateway.Requests;
using Hitl.Governance.Cards;
using Hitl.Slack.Interactions;
using Hitl.Slack.Modals;
using Hitl.Slack.WebApi;

namespace Hitl.Gateway.Slack;

/// <summary>What people do on a card beside deciding: read it whole, claim it, ask, hand it over, flag it, narrow it. All of it needs the authority to decide.</summary>
internal sealed class CardPresses(
    DecisionDesk desk, SlackCallers callers, CardComposer composer, FullViews views, ICardNotes notes, HandOvers handOvers, EditDesk edits, SlackWebApi slack,
    ExtensionDesk extensions, RequestWatch watch, TimeProvider clock)
{
    private const string NotYetTyped = "to be typed";
    private static readonly TimeSpan ClaimLength = TimeSpan.FromMinutes(15);

    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        SlackActionIds.Open, SlackActionIds.Claim, SlackActionIds.Flag, SlackActionIds.Ask, SlackActionIds.Delegate, SlackActionIds.Edit, SlackActionIds.Extend,
    };

    /// <summary>Whether the press or dialog is one of these.</summary>
    public static bool Knows(string id) => Known.Contains(id);

    /// <summary>Handles a press on a card.</summary>
    public async Task<JsonObject?> PressAsync(SlackInteraction interaction, CancellationToken cancel)
    {
        var action = interaction.Actions[0];
        var isRepeated = await callers.IsRepeatedAsync(interaction, cancel);
        if (isRepeated || await callers.CallAsync(interaction, Verdict.Deny, action.Value, cancel) is not { } call) return null;
        call = call with { IsFromOurCard = await callers.IsOurCardAsync(interaction, call.Token, cancel), Reason = NotYetTyped };
        var known = await desk.JudgeAsync(call, cancel);
        if (known.Refusal is { } refusal)
        {
            await desk.RecordAsync(call, refusal, cancel);
            callers.Tell(interaction, refusal.Message);
            return null;
        }

        await ActAsync(interaction, action.ActionId!, action.Value!, call, known, cancel);
        return null;
    }

    /// <summary>Handles a dialog; the result is what Slack shows then.</summary>
    public async Task<JsonObject?> SubmitAsync(SlackInteraction interaction, CancellationToken cancel)
    {
        var view = interaction.View!;
        var block = view.CallbackId == SlackActionIds.Delegate ? SlackActionIds.PersonBlock : SlackActionIds.ReasonBlock;
        if (view.CallbackId == SlackActionIds.Open) return null;
        if (await callers.CallAsync(interaction, Verdict.Deny, view.PrivateMetadata, cancel) is not { } call) return Error(block, SlackCallers.NotLinkedText);
        var known = await desk.JudgeAsync(call with { Reason = NotYetTyped }, cancel);
        if (known.Refusal is { } refusal)
        {
            await desk.RecordAsync(call, refusal, cancel);
            return Error(block, await edits.ExplainAsync(call, refusal, cancel));
        }

        var typed = view.Typed(SlackActionIds.ReasonBlock, SlackActionIds.ReasonInput)?.Trim() ?? "";
        return view.CallbackId switch
        {
            SlackActionIds.Ask => await AskAsync(interaction, call, known, typed, cancel),
            SlackActionIds.Delegate => await HandOverAsync(view, call, known, typed, cancel),
            SlackActionIds.Edit => await edits.NarrowAsync(call, known, view, typed, cancel),
            _ => null,
        };
    }

    private static JsonObject Error(string block, string message) => new() { ["response_action"] = "errors", ["errors"] = new JsonObject { [block] = message } };

    private async Task ActAsync(SlackInteraction interaction, string action, string token, DeskCall call, DeskCase known, CancellationToken cancel)
    {
        switch (action)
        {
            case SlackActionIds.Open:
                var card = await composer.ComposeAsync(new(call.Token!.Stage, call.Person), cancel);
                if (card is not null) await views.OpenAsync(interaction, FullView.Read(card.Face), call, card.Request, cancel);
                return;
            case SlackActionIds.Claim:
                await ClaimAsync(interaction, call, known, cancel);
                return;
            case SlackActionIds.Flag:
                await FlagAsync(interaction, call, known, cancel);
                return;
            case SlackActionIds.Extend:
                callers.Tell(interaction, (await extensions.ExtendAsync(call, known, null, cancel)).Message);
                return;
            case SlackActionIds.Ask:
                await ShowAsync(interaction, AskModal.Build(token), cancel);
                return;
            case SlackActionIds.Edit when await edits.OpenAsync(token, known, cancel) is { } dialog:
                await ShowAsync(interaction, dialog, cancel);
                return;
            case SlackActionIds.Delegate:
                var people = await handOvers.EligibleAsync(known, cancel);
                if (people.Count == 0) callers.Tell(interaction, "Nobody else may decide this now: everyone eligible is asked already, away, or took part in asking.");
                else await ShowAsync(interaction, DelegateModal.Build(token, people), cancel);
                return;
            default:
                return;
        }
    }

    private async Task ShowAsync(SlackInteraction interaction, JsonObject view, CancellationToken cancel)
    {
        var reply = await slack.OpenViewAsync(interaction.TriggerId ?? "", view, cancel);
        if (!reply.IsOk) callers.Tell(interaction, FullViews.NotOpened);
    }

    private async Task ClaimAsync(SlackInteraction interaction, DeskCall call, DeskCase known, CancellationToken cancel)
    {
        var claim = new CardClaim(call.Person, clock.GetUtcNow() + ClaimLength);
        var entry = CardLines.About(known.Request, LedgerKinds.StageClaimed, call, $"{call.Person} is looking at it.", new() { ["until"] = claim.Until.UtcDateTime.ToString("O") });
        var isClaimed = await notes.ClaimAsync(call.Token!.Stage, claim, entry, cancel);
        callers.Tell(interaction, isClaimed ? "Everyone asked sees that you are on it for the next 15 minutes." : "This stage is no longer open.");
    }

    private async Task FlagAsync(SlackInteraction interaction, DeskCall call, DeskCase known, CancellationToken cancel)
    {
        var entry = CardLines.About(
            known.Request, LedgerKinds.SuggestionFlagged, call, $"{call.Person} flagged the suggestion of {known.Request.Request.Actor} as bad.",
            new() { ["model"] = known.Request.Request.Agent.Model, ["prompt"] = known.Request.Request.Agent.PromptVersion, ["version"] = known.Request.Request.Agent.Version });
        var isNew = await notes.FlagAsync(call.Token!.Stage.Request, call.Person, entry, cancel);
        callers.Tell(interaction, isNew ? "Flagged. It still needs a decision." : "You flagged this before.");
    }

    private async Task<JsonObject?> AskAsync(SlackInteraction interaction, DeskCall call, DeskCase known, string typed, CancellationToken cancel)
    {
        if (typed.Length is 0 or > AskedQuestion.LongestText) return Error(SlackActionIds.ReasonBlock, $"Write 1 to {AskedQuestion.LongestText} characters.");
        // Named by the delivery, so that the same submission delivered twice asks once.
        var id = new Guid(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(interaction.DeliveryId() ?? call.DeliveryId)).AsSpan(0, 16));
        var question = new AskedQuestion(id, call.Token!.Stage.Request, call.Person, typed, clock.GetUtcNow(), null, null);
        var entry = CardLines.About(known.Request, LedgerKinds.QuestionAsked, call, $"{call.Person} asked {known.Request.Request.Actor} a question.", new() { ["question"] = typed, ["id"] = id.ToString() });
        if (!await notes.AskAsync(call.Token.Stage, question, entry, cancel)) return Error(SlackActionIds.ReasonBlock, "The request has ended, or it has ten questions already.");
        watch.Wake();
        return null;
    }

    private async Task<JsonObject?> HandOverAsync(SlackViewState view, DeskCall call, DeskCase known, string typed, CancellationToken cancel)
    {
        var to = view.Chosen(SlackActionIds.PersonBlock, SlackActionIds.Input);
        if (string.IsNullOrEmpty(to)) return DelegateModal.Error("Choose a person.");
        return await handOvers.HandAsync(call, known, new PersonId(to), typed, cancel) ? null : DelegateModal.Error("That person cannot take it any more: away, asked already, or not eligible.");
    }
}
