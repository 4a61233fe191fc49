using Hitl.Escalations.Cards;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Stages;

namespace Hitl.Tests.Workflows.Memory;

/// <summary>Nobody has added anything: what the workflow does must not depend on it.</summary>
internal sealed class MemoryNotes : ICardNotes
{
    public Task<CardNotes> FindAsync(StageKey stage, ActionRequest request, CancellationToken cancel) => Task.FromResult(CardNotes.None);

    public Task OpenedAsync(CardKey card, LedgerEntry entry, CancellationToken cancel) => Task.CompletedTask;

    public Task<bool> IsOpenedAsync(CardKey card, CancellationToken cancel) => Task.FromResult(false);

    public Task<DateTimeOffset?> VisibleSinceAsync(CardKey card, CancellationToken cancel) => Task.FromResult<DateTimeOffset?>(null);

    public Task<bool> ClaimAsync(StageKey stage, CardClaim claim, LedgerEntry entry, CancellationToken cancel) => Task.FromResult(false);

    public Task<bool> FlagAsync(RequestId request, PersonId person, LedgerEntry entry, CancellationToken cancel) => Task.FromResult(false);

    public Task<bool> AskAsync(StageKey stage, AskedQuestion question, LedgerEntry entry, CancellationToken cancel) => Task.FromResult(false);

    public Task<IReadOnlyList<AskedQuestion>> QuestionsAsync(RequestId request, CancellationToken cancel) => Task.FromResult<IReadOnlyList<AskedQuestion>>([]);

    public Task<bool> AnswerAsync(Guid question, string answer, LedgerEntry entry, CancellationToken cancel) => Task.FromResult(false);

    public Task<IReadOnlyList<UntoldAnswer>> UntoldAsync(CancellationToken cancel) => Task.FromResult<IReadOnlyList<UntoldAnswer>>([]);

    public Task ToldAsync(Guid question, CancellationToken cancel) => Task.CompletedTask;
}
