using Hitl.Activities.Ledger;
using Hitl.Escalations.Cards;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Stages;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Coverage;

namespace Hitl.Activities.Evaluations;

/// <summary>Owes the people of the first stage a card of what a shadowed request would have asked them.</summary>
internal static class ShadowShow
{
    public static async Task ShowAsync(StoredRequest stored, ICatalogStore catalogs, IShadowCards cards, TimeProvider time, CancellationToken cancel)
    {
        if (stored.Evaluation?.Shadow?.WouldShow is not { Path.Stages: [var stage, ..] } consent) return;
        var live = await catalogs.ActiveAsync(cancel) ?? throw new CatalogUnavailableException("The active catalog");
        var now = time.GetUtcNow();
        var identities = live.Identities();
        var people = StageQuestion.Ask(
            stage, LiveCoverage.AtTurn(live, now).Roles, live.Availability(), [.. consent.Conflicted.SelectMany(identities.Everyone)], now, includeCoverage: false);
        var entry = LedgerLines.About(
            stored, LedgerKinds.StageSkipped, LedgerLines.EscalationWorker,
            $"Stage {stage.Name} is only shown, to {(people.Asked.Count == 0 ? "nobody" : string.Join(", ", people.Asked.Select(asked => asked.Person)))}: the request is a shadow and nobody can decide it.",
            new() { ["stage"] = 1, ["shadow"] = true });
        await cards.ShowAsync(stored.Request.Id, stage, people.Asked, entry, cancel);
    }
}
