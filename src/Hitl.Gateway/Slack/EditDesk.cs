using System.Text.Json.Nodes;
using Hitl.Escalations.Decisions;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Requests;
using Hitl.Gateway.Decisions;
using Hitl.Gateway.Requests;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Evaluation;

namespace Hitl.Gateway.Slack;

/// <summary>Narrows a request within the catalog: proposed, approved and effective stay three records, and the whole policy looks again.</summary>
internal sealed class EditDesk(IRequestStore requests, ICatalogStore catalogs, RequestWatch watch)
{
    private const int LongestReason = DecisionRules.MaxReasonLength;

    /// <summary>Begins the next revision with a lower amount; the result says why not, null when it began.</summary>
    public async Task<string?> NarrowAsync(DeskCall call, DeskCase known, string typed, string reason, CancellationToken cancel)
    {
        var request = known.Request.Request;
        if (request.Amount is not { } proposed) return "This action has no amount to lower.";
        if (!Money.TryParse(typed, out var amount)) return $"Type an amount with its currency, such as {proposed}.";
        if (amount.Currency != proposed.Currency || amount.Minor <= 0 || amount.Minor >= proposed.Minor)
            return $"An edit may only narrow: more than nothing and less than {proposed}, in {proposed.Currency}.";
        if (reason.Length is 0 or > LongestReason) return "Say why in a few words.";

        var narrowed = request with { Amount = amount, Revision = request.Revision + 1 };
        var catalog = await catalogs.FindAsync(request.CatalogDigest, cancel);
        var evaluation = catalog is null ? null : CatalogEvaluator.Evaluate(catalog, narrowed);
        if (evaluation is null || evaluation.Outcome == EvaluationOutcome.Refused) return $"The policy refuses that amount: {evaluation?.Explanation.Sentence ?? "its catalog is not stored."}";

        var after = await requests.EditAsync(narrowed, call.Person, Entry(call, known, proposed, amount, reason), cancel);
        if (after.Request.Revision != narrowed.Revision) return "The request moved on meanwhile; nothing was changed.";
        watch.Wake();
        return null;
    }

    /// <summary>A refusal in words; one for a card that was overtaken by an edit shows what changed.</summary>
    public async Task<string> ExplainAsync(DeskCall call, DecisionRefusal refusal, CancellationToken cancel)
    {
        if (refusal.Code != DecisionRefusals.Superseded || call.Token is not { } token) return refusal.Message;
        if (await requests.FindAsync(token.Stage.Request, cancel) is not { } now) return refusal.Message;
        var before = await requests.FindRevisionAsync(token.Stage.Request, token.Stage.Revision, cancel);
        return before is null || before.Amount == now.Request.Amount
            ? refusal.Message
            : $"precondition.changed: the amount was {before.Amount} and is {now.Request.Amount} now. Decide on the current card.";
    }

    private static LedgerEntry Entry(DeskCall call, DeskCase known, Money proposed, Money amount, string reason) =>
        CardLines.About(known.Request, LedgerKinds.RequestEdited, call, $"{call.Person} lowered the amount from {proposed} to {amount}.", new JsonObject
        {
            ["proposed"] = proposed.ToString(), ["narrowedTo"] = amount.ToString(), ["reason"] = reason, ["revision"] = known.Request.Request.Revision + 1, ["digestBefore"] = known.Request.Digest,
        });
}
