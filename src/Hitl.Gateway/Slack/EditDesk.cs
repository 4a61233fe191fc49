using System.Text.Json.Nodes;
using Hitl.Escalations.Decisions;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Requests;
using Hitl.Gateway.Decisions;
using Hitl.Gateway.Requests;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Evaluation;
using Hitl.Governance.Intake;
using Hitl.Slack.Interactions;
using Hitl.Slack.Modals;

namespace Hitl.Gateway.Slack;

/// <summary>Narrows a request within the catalog: proposed, approved and effective stay three records, and the whole policy looks again.</summary>
internal sealed class EditDesk(IRequestStore requests, ICatalogStore catalogs, RequestWatch watch)
{
    private const int LongestReason = DecisionRules.MaxReasonLength;

    /// <summary>The dialog for it; null when the catalog lets nothing be narrowed.</summary>
    public async Task<JsonObject?> OpenAsync(string token, DeskCase known, CancellationToken cancel)
    {
        var request = known.Request.Request;
        var editable = await ActionAsync(request, cancel) is { } action ? Narrowing.Editable(action, request) : [];
        return request.Amount is null && editable.Count == 0
            ? null
            : EditModal.Build(token, request.Amount, [.. editable.Select(p => (p.Name, p.Label, Narrowing.Hint(p), Narrowing.Typed(p, request)))]);
    }

    /// <summary>Begins the next revision with what was typed; the result says why not and under which input, null when it began.</summary>
    public async Task<JsonObject?> NarrowAsync(DeskCall call, DeskCase known, SlackViewState view, string reason, CancellationToken cancel)
    {
        var request = known.Request.Request;
        if (await catalogs.FindAsync(request.CatalogDigest, cancel) is not { } catalog || !catalog.Actions.TryGetValue(request.Action, out var action))
            return EditModal.Error("", "The catalog it is decided under is not stored.");
        var (narrowed, field, problem) = Narrowing.Apply(action, request, view.Typed(SlackActionIds.AmountBlock, SlackActionIds.Input), Typed(view));
        if (narrowed is null) return EditModal.Error(request.Amount is null && field is null ? "" : field, problem!);
        if (reason.Length is 0 or > LongestReason) return EditModal.Error("", "Say why in a few words.");
        var evaluation = CatalogEvaluator.Evaluate(catalog, narrowed);
        if (evaluation.Outcome == EvaluationOutcome.Refused) return EditModal.Error(request.Amount is null ? "" : null, $"The policy refuses that: {evaluation.Explanation.Sentence}");

        var after = await requests.EditAsync(narrowed, call.Person, Entry(call, known, narrowed, reason), cancel);
        if (after.Request.Revision != narrowed.Revision) return EditModal.Error("", "The request moved on meanwhile; nothing was changed.");
        watch.Wake();
        return null;
    }

    private async Task<ActionDefinition?> ActionAsync(ActionRequest request, CancellationToken cancel) =>
        await catalogs.FindAsync(request.CatalogDigest, cancel) is { } catalog && catalog.Actions.TryGetValue(request.Action, out var action) ? action : null;

    private static Dictionary<string, string> Typed(SlackViewState view) => view.Blocks
        .Where(block => block.StartsWith(SlackActionIds.ParameterBlock, StringComparison.Ordinal))
        .ToDictionary(block => block[SlackActionIds.ParameterBlock.Length..], block => view.Typed(block, SlackActionIds.Input) ?? "", StringComparer.Ordinal);

    /// <summary>A refusal in words; one for a card that was overtaken by an edit shows what changed.</summary>
    public async Task<string> ExplainAsync(DeskCall call, DecisionRefusal refusal, CancellationToken cancel)
    {
        if (refusal.Code != DecisionRefusals.Superseded || call.Token is not { } token) return refusal.Message;
        if (await requests.FindAsync(token.Stage.Request, cancel) is not { } now) return refusal.Message;
        var before = await requests.FindRevisionAsync(token.Stage.Request, token.Stage.Revision, cancel);
        if (before is null) return refusal.Message;
        if (before.Amount != now.Request.Amount) return $"precondition.changed: the amount was {before.Amount} and is {now.Request.Amount} now. Decide on the current card.";
        return before.Parameters.Equals(now.Request.Parameters)
            ? refusal.Message
            : $"precondition.changed: it was {before.Parameters.Canonical} and is {now.Request.Parameters.Canonical} now. Decide on the current card.";
    }

    private static LedgerEntry Entry(DeskCall call, DeskCase known, ActionRequest narrowed, string reason)
    {
        var before = known.Request.Request;
        var what = before.Amount == narrowed.Amount ? "the parameters" : $"the amount from {before.Amount} to {narrowed.Amount}";
        return CardLines.About(known.Request, LedgerKinds.RequestEdited, call, $"{call.Person} lowered {what}.", new JsonObject
        {
            ["proposed"] = before.Amount?.ToString(), ["narrowedTo"] = narrowed.Amount?.ToString(),
            ["parametersProposed"] = before.Parameters.ToJson(), ["parametersNarrowedTo"] = narrowed.Parameters.ToJson(),
            ["reason"] = reason, ["revision"] = narrowed.Revision, ["digestBefore"] = known.Request.Digest,
        });
    }
}
