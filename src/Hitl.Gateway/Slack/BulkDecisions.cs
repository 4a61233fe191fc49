using System.Globalization;
using System.Text.Json.Nodes;
using Hitl.Escalations.Cards;
using Hitl.Escalations.Decisions;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Stages;
using Hitl.Gateway.Decisions;
using Hitl.Gateway.Problems;
using Hitl.Gateway.Requests;
using Hitl.Slack.Interactions;
using Hitl.Slack.Modals;
using Hitl.Slack.WebApi;

namespace Hitl.Gateway.Slack;

/// <summary>Decides similar requests together: one dialog, and for each request its own authority check, digest, decision and ledger row. It grants nothing standing.</summary>
internal sealed class BulkDecisions(
    DecisionDesk desk, SlackPeople people, SlackCallers callers, RequestLists lists, IRequestStore requests, IStageStore stages, SlackWebApi slack, RefusalRecorder refusals,
    SlackEvents home, TimeProvider clock)
{
    private const string NothingLeft = "None of these waits for your decision any more. Open this tab again to see what does.";
    private static readonly TimeSpan Moment = TimeSpan.FromMinutes(1);

    /// <summary>Opens the dialog for one action; the button's value names it.</summary>
    public async Task<JsonObject?> OpenAsync(SlackInteraction interaction, CancellationToken cancel)
    {
        if (await people.FindAsync(interaction.User!.Id, interaction.User.TeamId, cancel) is not { } person)
        {
            await refusals.RecordAsync(DecisionRefusals.NotLinked, "slack:" + interaction.User.Id, null, "bulk through slack", cancel);
            return await ShowAsync(interaction, BulkModal.Nothing(SlackCallers.NotLinkedText), cancel);
        }

        var choices = await ChoicesAsync(person.Id, interaction.Actions[0].Value ?? "", cancel);
        return await ShowAsync(interaction, choices.Count > 0 ? BulkModal.Build(choices) : BulkModal.Nothing(NothingLeft), cancel);
    }

    /// <summary>Decides what was chosen; the dialog is replaced by what became of each.</summary>
    public async Task<JsonObject?> SubmitAsync(SlackInteraction interaction, CancellationToken cancel)
    {
        var view = interaction.View!;
        var reason = view.Typed(SlackActionIds.ReasonBlock, SlackActionIds.ReasonInput)?.Trim() ?? "";
        var verdict = view.Chosen(SlackActionIds.VerdictBlock, SlackActionIds.Input) == "approve" ? Verdict.Approve : Verdict.Deny;
        if (await callers.CallAsync(interaction, verdict, null, cancel) is not { } call) return DenyModal.Error(SlackCallers.NotLinkedText);
        var lines = new List<string>();
        foreach (var value in view.AllChosen(SlackActionIds.ChosenBlock, SlackActionIds.Input).Take(BulkModal.Most)) lines.Add(await DecideAsync(call, value, reason, cancel));
        home.LookAgain(interaction.User!.Id, interaction.User.TeamId);
        return BulkModal.Done(lines.Count == 0 ? ["Nothing was chosen."] : lines);
    }

    // A Home tab has no conversation to answer in: a dialog is the only place where only this person reads it.
    private async Task<JsonObject?> ShowAsync(SlackInteraction interaction, JsonObject view, CancellationToken cancel)
    {
        var reply = await slack.OpenViewAsync(interaction.TriggerId ?? "", view, cancel);
        if (!reply.IsOk) callers.Tell(interaction, FullViews.NotOpened);
        return null;
    }

    private async Task<string> DecideAsync(DeskCall call, string value, string reason, CancellationToken cancel)
    {
        if (Token(value) is not { } token) return "Not valid: nothing was recorded.";
        var answer = await desk.DecideAsync(call with { Token = token, Reason = reason, DeliveryId = $"{call.DeliveryId}:{token.Stage.Request}" }, cancel);
        return answer.Refusal is { } refusal ? $"{token.Stage.Request}: {refusal.Message}" : $"{token.Stage.Request}: recorded.";
    }

    private async Task<List<(string Value, string Text)>> ChoicesAsync(PersonId person, string action, CancellationToken cancel)
    {
        var page = await lists.ReadAsync(new() { States = [RequestState.Deciding], Asked = person, Most = 200 }, person, cancel);
        var choices = new List<(string, string)>();
        // A high-risk one is never decided in passing: it is opened whole, on its own.
        foreach (var item in page.Items.Where(item => item.AsksYou && item.Action == action && item.Risk is "low" or "medium").Take(BulkModal.Most))
        {
            if (await ValueAsync(new(item.Id), cancel) is { } value) choices.Add((value, $"{item.AmountText ?? item.Title}, customer {item.Customer}"));
        }

        return choices;
    }

    private async Task<string?> ValueAsync(RequestId id, CancellationToken cancel)
    {
        if (await requests.FindAsync(id, cancel) is not { Digest: { } digest } stored) return null;
        var open = (await stages.ListAsync(id, stored.Request.Revision, cancel)).FirstOrDefault(stage => stage.Status == StageStatus.Open);
        return open is null ? null : string.Create(CultureInfo.InvariantCulture, $"{id}.{open.Key.Revision}.{open.Key.Ordinal}.{digest[..CardToken.DigestLength]}");
    }

    // It names what was shown and authorises nothing: the desk checks the person, the stage and the digest as for any other click.
    private CardToken? Token(string value) =>
        value.Split('.') is [var id, var revision, var ordinal, { Length: CardToken.DigestLength } digest] && RequestId.IsWellFormed(id)
        && int.TryParse(revision, NumberStyles.None, CultureInfo.InvariantCulture, out var rev) && int.TryParse(ordinal, NumberStyles.None, CultureInfo.InvariantCulture, out var ord)
            ? new(new(new(id), rev, ord), digest, clock.GetUtcNow() + Moment)
            : null;
}
