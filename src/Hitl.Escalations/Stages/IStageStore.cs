using Hitl.Escalations.Decisions;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Ledger;

namespace Hitl.Escalations.Stages;

/// <summary>Stages as they happen. Every method is safe to repeat: a second call with the same key changes nothing and returns what is stored.</summary>
public interface IStageStore
{
    /// <summary>Opens a stage, or records it skipped when nobody is asked; queues one card per person in the same transaction.</summary>
    /// <param name="key">Which stage.</param>
    /// <param name="definition">What the catalog says of it.</param>
    /// <param name="people">Whom it asks.</param>
    /// <param name="entries">Ledger rows.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <param name="clock">Its moments; null leaves them uncounted, and nothing watches whether they came.</param>
    Task<StageRecord> OpenAsync(
        StageKey key, StageDefinition definition, StagePeople people, IReadOnlyList<LedgerEntry> entries, CancellationToken cancel, StageClock? clock = null);

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

    /// <summary>The moments of a stage as they are now, extensions included; null when it never opened, or none were stored.</summary>
    Task<StageClock?> ClockAsync(StageKey key, CancellationToken cancel);

    /// <summary>Notes that a stage's reminder, or with 0 its asking of coverage, and everything before it was done; what is not noted in time raises an alarm.</summary>
    Task CalledAsync(StageKey key, int reminder, CancellationToken cancel);

    /// <summary>Moves the end of an open stage and wakes its workflow, if it has been extended exactly as often as the caller saw.</summary>
    /// <param name="key">Which stage.</param>
    /// <param name="dueAt">Its new end, UTC; later than the old one.</param>
    /// <param name="extended">How often it had been extended.</param>
    /// <param name="entries">Ledger rows.</param>
    /// <param name="cancel">Stops before commit only.</param>
    /// <returns>False when it is not open, was extended meanwhile, or would not end later.</returns>
    Task<bool> ExtendAsync(StageKey key, DateTimeOffset dueAt, int extended, IReadOnlyList<LedgerEntry> entries, CancellationToken cancel);

    /// <summary>About how many stages each of these people has been asked since a moment; whoever is left out was not asked.</summary>
    Task<IReadOnlyDictionary<PersonId, int>> LoadsAsync(IReadOnlyCollection<PersonId> people, DateTimeOffset since, CancellationToken cancel);

    /// <summary>Finds a stage; null when it never opened.</summary>
    Task<StageRecord?> FindAsync(StageKey key, CancellationToken cancel);

    /// <summary>All stages of a revision, in order.</summary>
    Task<IReadOnlyList<StageRecord>> ListAsync(RequestId request, int revision, CancellationToken cancel);

    /// <summary>All decisions of a revision, in the order they were committed.</summary>
    Task<IReadOnlyList<Decision>> DecisionsAsync(RequestId request, int revision, CancellationToken cancel);
}
