using Hitl.Escalations.Cards;
using Hitl.Escalations.Consent;
using Hitl.Escalations.Keys;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Stages;
using Hitl.Governance.Catalogs;

namespace Hitl.Governance.Cards;

/// <summary>Composes a card's face from what is stored at this moment; the same store gives the same face, whoever shows it.</summary>
public sealed class CardComposer(
    IRequestStore requests, IStageStore stages, ICatalogStore catalogs, ICardNotes notes, SigningKeys keys, IReversalLinks? reversals = null, TimeProvider? time = null)
{
    /// <summary>Composes the face of a card; null while there is nothing to show (the request is being evaluated again).</summary>
    /// <exception cref="InvalidOperationException">The catalog the request is pinned to is not stored.</exception>
    public async Task<ComposedCard?> ComposeAsync(CardKey key, CancellationToken cancel)
    {
        var current = await requests.FindAsync(key.Stage.Request, cancel);
        // A card shows what stood on it when it was shown, also after the request was narrowed: nobody's click may look as if it had been on something else.
        var past = current is not null && key.Stage.Revision < current.Request.Revision
            ? (await requests.PastAsync(key.Stage.Request, cancel)).FirstOrDefault(before => before.Stored.Request.Revision == key.Stage.Revision)
            : null;
        var stored = past?.Stored ?? current;
        var stage = await stages.FindAsync(key.Stage, cancel);
        if (stored is not { Evaluation: { } evaluation } || stage is null || (evaluation.Consent ?? evaluation.Shadow?.WouldShow) is not { } consent) return null;
        var isShadow = evaluation.Shadow is not null;
        // A shadow has no digest of its own anywhere: what is shown is never bound to anything that could run.
        if ((isShadow ? ConsentDigest.Of(consent) : stored.Digest) is not { } digest) return null;
        if (stage.Asked.FirstOrDefault(asked => asked.Person == key.Person) is not { } asked) return null;

        var pinned = await catalogs.FindAsync(consent.CatalogDigest, cancel) ?? throw new InvalidOperationException($"Request {key.Stage.Request} is pinned to catalog {consent.CatalogDigest}, which is not stored.");
        var live = await catalogs.ActiveAsync(cancel) ?? pinned;
        pinned.Actions.TryGetValue(consent.Action, out var action);
        var face = new CardFace
        {
            Key = key,
            Consent = consent,
            Digest = digest,
            Title = action?.Title ?? consent.Action.Value,
            Risk = evaluation.Risk,
            Reversibility = Reversibility(evaluation, action),
            Agent = stored.Request.Agent,
            Rationale = stored.Request.Rationale,
            Evidence = stored.Request.Evidence,
            Why = evaluation.Explanation.Sentence,
            WouldDiffer = evaluation.Explanation.WouldDiffer,
            Explanation = evaluation.Explanation,
            Rule = evaluation.Explanation.Rule,
            Notes = Known(await notes.FindAsync(key.Stage, stored.Request, cancel), key, consent),
            Asked = asked,
            AllAsked = stage.Asked,
            Quorum = stage.Definition.Quorum,
            ByMajority = stage.Definition.ByMajority,
            Shares = stage.Definition.Shares ?? [],
            Extendable = stage.Definition.Extension is { } extension && stage.Extended < extension.Times ? extension.By : null,
            Deadline = stage.Deadline,
            Decisions = await stages.DecisionsAsync(key.Stage.Request, key.Stage.Revision, cancel),
            State = stored.State,
            StageStatus = stage.Status,
            Outcome = stored.Outcome,
            Labels = action?.Parameters.ToDictionary(pair => pair.Key, pair => pair.Value.Label) ?? [],
            Names = live.People.ToDictionary(pair => pair.Key, pair => pair.Value.Name),
            IsSandbox = pinned.IsSandbox,
            IsShadow = isShadow,
            Superseded = Superseded(past, current!, key, live),
            Editable = action is null ? [] : [.. action.Parameters.Values.Where(p => p.Editable && consent.Parameters.Contains(p.Name)).Select(p => p.Name)],
        };
        if (stored.State == RequestState.Executed && reversals is not null) face = await WithUndoingAsync(face, stored, live, reversals, cancel);
        // A revision begun since then has a consent record of its own; its token must not stand on this card.
        var isCurrent = face is { IsOpen: true, IsShadow: false } && key.Stage.Revision == current!.Request.Revision;
        var token = isCurrent ? new CardToken(key.Stage, digest[..CardToken.DigestLength], consent.ExpiresAt).Mint(keys) : null;
        return new(face with { Token = token }, live.People.GetValueOrDefault(key.Person)?.SlackUser, stored);
    }

    private async Task<CardFace> WithUndoingAsync(CardFace face, StoredRequest stored, Catalog live, IReversalLinks links, CancellationToken cancel)
    {
        if (!live.Actions.TryGetValue(stored.Request.Action, out var action) || !live.Actions.ContainsKey(ActionReversal.Of(action.Name))) return face;
        if (await links.FindAsync(stored.Request.Id, cancel) is { Holds: true } undoing) return face with { UndoneBy = undoing.Request.Value };
        DateTimeOffset? until = action.ReversibleFor is { } window ? stored.StateSince + window : null;
        var isOpen = until is null || (time ?? TimeProvider.System).GetUtcNow() < until;
        return isOpen && ActionReversal.MayAsk(live, action, face.Key.Person) ? face with { Undo = new(until) } : face;
    }

    private static CardNotes Known(CardNotes notes, CardKey key, ConsentRecord consent)
    {
        // Only what the agent had proposed before this revision is "before"; on its own card it is simply what is asked.
        var isBefore = notes.Proposed is { } proposed && proposed.Revision < key.Stage.Revision && (proposed.Amount != consent.Amount || !proposed.Parameters.Equals(consent.Parameters));
        return isBefore ? notes : notes with { Proposed = null, EditedBy = null };
    }

    private static string? Superseded(PastRevision? past, StoredRequest current, CardKey key, Catalog live)
    {
        if (key.Stage.Revision >= current.Request.Revision) return null;
        var by = past?.EditedBy is { } person ? live.People.TryGetValue(person, out var known) ? known.Name : person.Value : null;
        return by is null ? $"It is asked afresh as revision {current.Request.Revision}." : $"{by} narrowed it; revision {current.Request.Revision} has a card of its own.";
    }

    private static string Reversibility(Hitl.Escalations.Requests.Evaluation evaluation, ActionDefinition? action)
    {
        if (action?.ReversibleFor is not { } time) return evaluation.Reversibility;
        var (number, unit) = time.TotalDays >= 1 ? (time.TotalDays, "day") : (time.TotalHours, "hour");
        return $"{evaluation.Reversibility}, for {number:0.#} {unit}{(number == 1 ? "" : "s")}";
    }
}
