using Hitl.Escalations.Decisions;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Ledger;

namespace Hitl.Escalations.Stages;

/// <summary>Stages as they happen. Every method is safe to repeat: a second call with the same key changes nothing and returns what is stored.</summary>
public interface IStageStore
{
    /// <summary>Opens a stage, or records it skipped when nobody is asked; queues one card per person in the same transaction.</summary>
    Task<StageRecord> OpenAsync(StageKey key, StageDefinition definition, StagePeople people, IReadOnlyList<LedgerEntry> entries, CancellationToken cancel);

    /// <summary>Asks more people of an open stage (coverage) and queues their cards; people already asked are left as they are.</summary>
    /// <returns>The stage afterwards; unchanged when it has closed meanwhile.</returns>
    Task<StageRecord> AskMoreAsync(StageKey key, IReadOnlyList<AskedPerson> people, IReadOnlyList<LedgerEntry> entries, CancellationToken cancel);

    /// <summary>Queues a reminder for everyone asked and undecided; once per ordinal of reminder.</summary>
    Task RemindAsync(StageKey key, int reminder, IReadOnlyList<LedgerEntry> entries, CancellationToken cancel);

    /// <summary>
    /// Closes the stage if its decisions settle it (<see cref="StageTally"/>) or, with <paramref name="otherwise"/>, anyway. Locks the stage first,
    /// so every decision told "recorded" is counted and none can follow.
    /// </summary>
    /// <param name="key">Which stage.</param>
    /// <param name="otherwise">What the stage becomes when its decisions do not settle it; null leaves it open.</param>
    /// <param name="identities">Who is who: two ids of one human fill the quorum once.</param>
    /// <param name="cancel">Stops waiting.</param>
    Task<StageClosing> CloseAsync(StageKey key, StageStatus? otherwise, IdentityGraph identities, CancellationToken cancel);

    /// <summary>Passes an open stage that nobody has decided and wakes its workflow, because everybody it asked is away.</summary>
    /// <returns>False when it was not open, or somebody has decided.</returns>
    Task<bool> PassAsync(StageKey key, IReadOnlyList<LedgerEntry> entries, CancellationToken cancel);

    /// <summary>Finds a stage; null when it never opened.</summary>
    Task<StageRecord?> FindAsync(StageKey key, CancellationToken cancel);

    /// <summary>All stages of a revision, in order.</summary>
    Task<IReadOnlyList<StageRecord>> ListAsync(RequestId request, int revision, CancellationToken cancel);

    /// <summary>All decisions of a revision, in the order they were committed.</summary>
    Task<IReadOnlyList<Decision>> DecisionsAsync(RequestId request, int revision, CancellationToken cancel);
}
