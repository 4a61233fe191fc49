using Hitl.Escalations.Ids;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Stages;

namespace Hitl.Escalations.Cards;

/// <summary>Shows people what a shadowed request would have asked them.</summary>
public interface IShadowCards
{
    /// <summary>Owes each person a card without buttons; nothing happens unless the request is shadowed, and a repeat owes no second one.</summary>
    Task ShowAsync(RequestId request, StageDefinition stage, IReadOnlyList<AskedPerson> people, LedgerEntry entry, CancellationToken cancel);
}
