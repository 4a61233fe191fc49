using Hitl.Escalations.Cards;
using Hitl.Escalations.Consent;
using Hitl.Escalations.Decisions;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Stages;
using Hitl.Governance.Cards;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Evaluation;

namespace Hitl.Tests.Governance.Cards;

/// <summary>What a card is composed from: a refund of 420.00 USD that ben and farah are asked about, as stored. Every test changes one thing.</summary>
/// <remarks>Composing only reads; whatever would write is not answered.</remarks>
internal sealed class CardShelf : IRequestStore, IStageStore, ICardNotes, ICatalogStore, IReversalLinks
{
    public CardShelf(Catalog? pinned = null)
    {
        Pinned = Live = pinned ?? Golden.Golden.Company;
        Stored = Evaluated(Demo.Refund(420_00) with
        {
            Id = new("req_01h0000000000000000000000a"), Agent = new("3.2.0", "m-1", "p-1"), Rationale = "It broke.", Evidence = ["photo:1"], OnBehalfOf = new("hana"), CatalogDigest = Pinned.Digest,
            Consents = ["customer-asked"],
        });
        Stage = new(new(Stored.Request.Id, 1, 1), Stored.Evaluation!.Consent!.Path!.Stages[0], StageStatus.Open, [new(new("ben"), new("ada"), "covers for ada"), new(new("farah"), null, "is asked")], Demo.Now, null);
    }

    public Catalog? Pinned { get; set; }

    public Catalog? Live { get; set; }

    public StoredRequest? Stored { get; set; }

    public StageRecord? Stage { get; set; }

    public List<PastRevision> Past { get; } = [];

    public List<Decision> Decided { get; } = [];

    public CardNotes Notes { get; set; } = CardNotes.None;

    public ReversalLink? Undoing { get; set; }

    public StoppedClock Clock { get; } = new(Demo.Now.AddHours(1));

    public CardKey Key => new(Stage!.Key, new("ben"));

    /// <summary>A request as it is stored while people decide it.</summary>
    public StoredRequest Evaluated(ActionRequest request)
    {
        var evaluation = CatalogEvaluator.Evaluate(Pinned!, request);
        return new(request, RequestState.Deciding, evaluation, evaluation.Consent is { } consent ? ConsentDigest.Of(consent) : null, "It waits for people.", null, Demo.Now);
    }

    /// <summary>Moves the request on to what an approver narrowed it to; ben holds a card of what it was.</summary>
    public void Narrow(long minor, PersonId? by)
    {
        Past.Add(new(Stored!, by));
        Stored = Evaluated(Stored!.Request with { Revision = Stored.Request.Revision + 1, Amount = new(minor, "USD") });
    }

    public Task<ComposedCard?> ComposeAsync(CardKey? key = null, bool canUndo = true) =>
        new CardComposer(this, this, this, this, Escalations.Case.Keys, canUndo ? this : null, Clock).ComposeAsync(key ?? Key, TestContext.Current.CancellationToken);

    public async Task<CardFace> FaceAsync(CardKey? key = null) => (await ComposeAsync(key))!.Face;

    Task<StoredRequest?> IRequestStore.FindAsync(RequestId id, CancellationToken cancel) => Task.FromResult(Stored?.Request.Id == id ? Stored : null);

    public Task<IReadOnlyList<PastRevision>> PastAsync(RequestId id, CancellationToken cancel) => Task.FromResult<IReadOnlyList<PastRevision>>([.. Past.Where(past => past.Stored.Request.Id == id)]);

    Task<StageRecord?> IStageStore.FindAsync(StageKey key, CancellationToken cancel) => Task.FromResult(Stage?.Key == key ? Stage : null);

    public Task<IReadOnlyList<Decision>> DecisionsAsync(RequestId request, int revision, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<Decision>>([.. Decided.Where(decision => decision.Stage.Request == request && decision.Stage.Revision == revision)]);

    Task<CardNotes> ICardNotes.FindAsync(StageKey stage, ActionRequest request, CancellationToken cancel) => Task.FromResult(Notes);

    public Task<Catalog?> ActiveAsync(CancellationToken cancel) => Task.FromResult(Live);

    Task<Catalog?> ICatalogStore.FindAsync(string digest, CancellationToken cancel) => Task.FromResult(Pinned?.Digest == digest ? Pinned : null);

    Task<ReversalLink?> IReversalLinks.FindAsync(RequestId original, CancellationToken cancel) => Task.FromResult(original == Stored?.Request.Id ? Undoing : null);

    public Task<StoredRequest> RecordEvaluationAsync(RequestId id, Hitl.Escalations.Requests.Evaluation evaluation, string? digest, RequestState state, IReadOnlyList<LedgerEntry> entries, CancellationToken cancel) => throw new NotSupportedException();

    public Task<StoredRequest> MoveAsync(RequestId id, RequestState to, string outcome, IReadOnlyList<LedgerEntry> entries, CancellationToken cancel) => throw new NotSupportedException();

    public Task<ActionRequest?> FindRevisionAsync(RequestId id, int revision, CancellationToken cancel) => throw new NotSupportedException();

    public Task<StoredRequest> EditAsync(ActionRequest narrowed, PersonId by, LedgerEntry entry, CancellationToken cancel) => throw new NotSupportedException();

    public Task<StoredRequest> ReviseAsync(RequestId id, int revision, IReadOnlyList<LedgerEntry> entries, CancellationToken cancel) => throw new NotSupportedException();

    public Task<StageRecord> OpenAsync(StageKey key, StageDefinition definition, StagePeople people, IReadOnlyList<LedgerEntry> entries, CancellationToken cancel, StageClock? clock = null) => throw new NotSupportedException();

    public Task<StageRecord> AskMoreAsync(StageKey key, IReadOnlyList<AskedPerson> people, IReadOnlyList<LedgerEntry> entries, CancellationToken cancel) => throw new NotSupportedException();

    public Task RemindAsync(StageKey key, int reminder, IReadOnlyList<LedgerEntry> entries, CancellationToken cancel) => throw new NotSupportedException();

    public Task<StageClosing> CloseAsync(StageKey key, StageStatus? otherwise, IdentityGraph identities, CancellationToken cancel) => throw new NotSupportedException();

    public Task<bool> PassAsync(StageKey key, IReadOnlyList<LedgerEntry> entries, CancellationToken cancel) => throw new NotSupportedException();

    public Task<StageClock?> ClockAsync(StageKey key, CancellationToken cancel) => throw new NotSupportedException();

    public Task CalledAsync(StageKey key, int reminder, CancellationToken cancel) => throw new NotSupportedException();

    public Task<bool> ExtendAsync(StageKey key, DateTimeOffset dueAt, int extended, IReadOnlyList<LedgerEntry> entries, CancellationToken cancel) => throw new NotSupportedException();

    public Task<IReadOnlyDictionary<PersonId, int>> LoadsAsync(IReadOnlyCollection<PersonId> people, DateTimeOffset since, CancellationToken cancel) => throw new NotSupportedException();

    public Task<IReadOnlyList<StageRecord>> ListAsync(RequestId request, int revision, CancellationToken cancel) => throw new NotSupportedException();

    public Task OpenedAsync(CardKey card, LedgerEntry entry, CancellationToken cancel) => throw new NotSupportedException();

    public Task<bool> IsOpenedAsync(CardKey card, CancellationToken cancel) => throw new NotSupportedException();

    public Task<DateTimeOffset?> VisibleSinceAsync(CardKey card, CancellationToken cancel) => throw new NotSupportedException();

    public Task<bool> ClaimAsync(StageKey stage, CardClaim claim, LedgerEntry entry, CancellationToken cancel) => throw new NotSupportedException();

    public Task<bool> FlagAsync(RequestId request, PersonId person, LedgerEntry entry, CancellationToken cancel) => throw new NotSupportedException();

    public Task<bool> AskAsync(StageKey stage, AskedQuestion question, LedgerEntry entry, CancellationToken cancel) => throw new NotSupportedException();

    public Task<IReadOnlyList<AskedQuestion>> QuestionsAsync(RequestId request, CancellationToken cancel) => throw new NotSupportedException();

    public Task<bool> AnswerAsync(Guid question, string answer, LedgerEntry entry, CancellationToken cancel) => throw new NotSupportedException();

    public Task<IReadOnlyList<UntoldAnswer>> UntoldAsync(CancellationToken cancel) => throw new NotSupportedException();

    public Task ToldAsync(Guid question, CancellationToken cancel) => throw new NotSupportedException();

    public Task ActivateAsync(Catalog catalog, string by, CancellationToken cancel) => throw new NotSupportedException();
}
