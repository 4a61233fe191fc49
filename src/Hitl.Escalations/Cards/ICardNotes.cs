using Hitl.Escalations.Ids;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Stages;

namespace Hitl.Escalations.Cards;

/// <summary>What people add to a request beside deciding it. Each addition is one transaction with its ledger row and marks the cards for an update.</summary>
public interface ICardNotes
{
    /// <summary>Everything that stands around a stage now.</summary>
    Task<CardNotes> FindAsync(StageKey stage, ActionRequest request, CancellationToken cancel);

    /// <summary>Notes that a person has the whole request in front of them; the first time counts.</summary>
    Task OpenedAsync(CardKey card, LedgerEntry entry, CancellationToken cancel);

    /// <summary>Whether a person has had the whole request in front of them.</summary>
    Task<bool> IsOpenedAsync(CardKey card, CancellationToken cancel);

    /// <summary>When the person's card was first visible, UTC; null when it never was.</summary>
    Task<DateTimeOffset?> VisibleSinceAsync(CardKey card, CancellationToken cancel);

    /// <summary>Claims an open stage for a while; false when it is not open. A later claim replaces an earlier one.</summary>
    Task<bool> ClaimAsync(StageKey stage, CardClaim claim, LedgerEntry entry, CancellationToken cancel);

    /// <summary>Flags the agent's suggestion; false when the person did before.</summary>
    Task<bool> FlagAsync(RequestId request, PersonId person, LedgerEntry entry, CancellationToken cancel);

    /// <summary>Asks the agent; false when the request has ended or has too many questions.</summary>
    Task<bool> AskAsync(StageKey stage, AskedQuestion question, LedgerEntry entry, CancellationToken cancel);

    /// <summary>The questions of a request, oldest first.</summary>
    Task<IReadOnlyList<AskedQuestion>> QuestionsAsync(RequestId request, CancellationToken cancel);

    /// <summary>Answers a question once; false when there is none or it was answered.</summary>
    Task<bool> AnswerAsync(Guid question, string answer, LedgerEntry entry, CancellationToken cancel);

    /// <summary>Answers whose asker has not been told, oldest first, at most 20.</summary>
    Task<IReadOnlyList<UntoldAnswer>> UntoldAsync(CancellationToken cancel);

    /// <summary>The asker was told.</summary>
    Task ToldAsync(Guid question, CancellationToken cancel);
}
