using Hitl.Escalations.Cards;
using Hitl.Escalations.Decisions;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Stages;

namespace Hitl.Tests.Workflows.Memory;

/// <summary>Stages, decisions and cards in memory; one lock orders a click and a deadline.</summary>
internal sealed class MemoryStages(MemoryLedger ledger, TimeProvider time) : IStageStore, IDecisionInbox, ICardOutbox
{
    private readonly Dictionary<StageKey, StageRecord> _stages = [];
    private readonly List<Decision> _decisions = [];
    private readonly Dictionary<StageKey, StageClock> _clocks = [];
    private readonly Dictionary<CardKey, MemoryCard> _cards = [];

    public IEnumerable<MemoryCard> Cards => _cards.Values;

    public IReadOnlyList<StageRecord> All
    {
        get
        {
            lock (ledger.Gate) return [.. _stages.Values.OrderBy(stage => stage.Key.Revision).ThenBy(stage => stage.Key.Ordinal)];
        }
    }

    public Task<StageRecord> OpenAsync(StageKey key, StageDefinition definition, StagePeople people, IReadOnlyList<LedgerEntry> entries, CancellationToken cancel, StageClock? clock = null)
    {
        lock (ledger.Gate)
        {
            if (_stages.TryGetValue(key, out var known)) return Task.FromResult(known);
            var status = people.Asked.Count == 0 ? StageStatus.Skipped : StageStatus.Open;
            _stages[key] = new(key, definition, status, people.Asked, time.GetUtcNow(), null) { DueAt = clock?.DueAt };
            if (clock is not null) _clocks[key] = clock;
            foreach (var asked in people.Asked) _cards[new(key, asked.Person)] = new(new(key, asked.Person));
            ledger.Add(entries);
            return Task.FromResult(_stages[key]);
        }
    }

    public Task<StageRecord> AskMoreAsync(StageKey key, IReadOnlyList<AskedPerson> people, IReadOnlyList<LedgerEntry> entries, CancellationToken cancel)
    {
        lock (ledger.Gate)
        {
            var stage = _stages[key];
            if (stage.Status != StageStatus.Open) return Task.FromResult(stage);
            foreach (var asked in people) _cards.TryAdd(new(key, asked.Person), new(new(key, asked.Person)));
            ledger.Add(entries);
            return Task.FromResult(_stages[key] = stage with { Asked = [.. stage.Asked, .. people] });
        }
    }

    public Task RemindAsync(StageKey key, int reminder, IReadOnlyList<LedgerEntry> entries, CancellationToken cancel)
    {
        lock (ledger.Gate)
        {
            foreach (var card in _cards.Values.Where(card => card.Key.Stage == key)) card.Reminder = reminder;
            ledger.Add(entries);
            return Task.CompletedTask;
        }
    }

    public Task<StageClosing> CloseAsync(StageKey key, StageStatus? otherwise, IdentityGraph identities, CancellationToken cancel)
    {
        lock (ledger.Gate)
        {
            var stage = _stages[key];
            var mine = _decisions.Where(decision => decision.Stage == key).ToList();
            if (otherwise == StageStatus.Escalated && stage.Extended > 0 && stage.Deadline > time.GetUtcNow()) otherwise = null;
            if (stage.Status == StageStatus.Open) Close(key, StageTally.Count(stage.Definition, mine, identities) is var tally && tally != StageStatus.Open ? tally : otherwise ?? StageStatus.Open);
            return Task.FromResult(new StageClosing(_stages[key].Status, mine));
        }
    }

    public Task<bool> PassAsync(StageKey key, IReadOnlyList<LedgerEntry> entries, CancellationToken cancel)
    {
        lock (ledger.Gate)
        {
            if (_stages[key].Status != StageStatus.Open || _decisions.Exists(decision => decision.Stage == key)) return Task.FromResult(false);
            Close(key, StageStatus.Skipped);
            ledger.Add([.. entries]);
            return Task.FromResult(true);
        }
    }

    /// <summary>What was done while stages waited: the ordinal of a reminder, or 0 for coverage.</summary>
    public List<(StageKey Stage, int Reminder)> Called { get; } = [];

    /// <summary>How many stages each person was asked today.</summary>
    public Dictionary<PersonId, int> Loads { get; } = [];

    public Task<StageClock?> ClockAsync(StageKey key, CancellationToken cancel)
    {
        lock (ledger.Gate) return Task.FromResult(_clocks.TryGetValue(key, out var clock) ? clock with { DueAt = _stages[key].Deadline } : null);
    }

    public Task CalledAsync(StageKey key, int reminder, CancellationToken cancel)
    {
        lock (ledger.Gate) Called.Add((key, reminder));
        return Task.CompletedTask;
    }

    public Task<bool> ExtendAsync(StageKey key, DateTimeOffset dueAt, int extended, IReadOnlyList<LedgerEntry> entries, CancellationToken cancel)
    {
        lock (ledger.Gate)
        {
            var stage = _stages[key];
            if (stage.Status != StageStatus.Open || stage.Extended != extended || dueAt <= stage.Deadline) return Task.FromResult(false);
            _stages[key] = stage with { DueAt = dueAt, Extended = extended + 1 };
            ledger.Add([.. entries]);
            return Task.FromResult(true);
        }
    }

    public Task<IReadOnlyDictionary<PersonId, int>> LoadsAsync(IReadOnlyCollection<PersonId> people, DateTimeOffset since, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyDictionary<PersonId, int>>(Loads.Where(load => people.Contains(load.Key)).ToDictionary());

    public Task<StageRecord?> FindAsync(StageKey key, CancellationToken cancel)
    {
        lock (ledger.Gate) return Task.FromResult(_stages.GetValueOrDefault(key));
    }

    public Task<IReadOnlyList<StageRecord>> ListAsync(RequestId request, int revision, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<StageRecord>>([.. All.Where(stage => stage.Key.Request == request && stage.Key.Revision == revision)]);

    public Task<IReadOnlyList<Decision>> DecisionsAsync(RequestId request, int revision, CancellationToken cancel)
    {
        lock (ledger.Gate)
            return Task.FromResult<IReadOnlyList<Decision>>([.. _decisions.Where(decision => decision.Stage.Request == request && decision.Stage.Revision == revision)]);
    }

    public Task<DecisionReceipt> RecordAsync(Decision decision, string deliveryId, LedgerEntry entry, IdentityGraph identities, CancellationToken cancel)
    {
        lock (ledger.Gate)
        {
            var stage = _stages[decision.Stage];
            if (_decisions.Find(earlier => earlier.Stage == decision.Stage && identities.AreSame(earlier.Person, decision.Person)) is { } earlier)
                return Task.FromResult(new DecisionReceipt(null, earlier, null, null));
            if (stage.Status != StageStatus.Open) return Task.FromResult(new DecisionReceipt(null, null, stage.Status, null));
            _decisions.Add(decision);
            ledger.Add([entry]);
            Close(decision.Stage, StageTally.Count(stage.Definition, _decisions.Where(other => other.Stage == decision.Stage), identities));
            return Task.FromResult(new DecisionReceipt(decision, null, null, null));
        }
    }

    /// <summary>Leaves one decision only, whatever it says and whoever signed it.</summary>
    public void Replace(Decision decision)
    {
        lock (ledger.Gate)
        {
            _decisions.Clear();
            _decisions.Add(decision);
        }
    }

    public void CloseAll(RequestId request, StageStatus status)
    {
        lock (ledger.Gate)
            foreach (var stage in All.Where(stage => stage.Key.Request == request && stage.Status == StageStatus.Open)) Close(stage.Key, status);
    }

    public Task<IReadOnlyList<CardJob>> ClaimAsync(int most, TimeSpan lease, CancellationToken cancel) => Claim(_ => true);

    public Task<IReadOnlyList<CardJob>> ClaimStageAsync(StageKey stage, TimeSpan lease, CancellationToken cancel) => Claim(card => card.Key.Stage == stage);

    public Task ShownAsync(CardJob job, CardLocation location, long shownVersion, LedgerEntry? posted, CancellationToken cancel)
    {
        lock (ledger.Gate)
        {
            var card = _cards[job.Key];
            (card.Location, card.Shown, card.Attempts, card.Reminded, card.Error) = (location, shownVersion, 0, Math.Max(card.Reminded, job.Reminder), null);
            ledger.Add([posted]);
            return Task.CompletedTask;
        }
    }

    public Task FailedAsync(CardJob job, string error, DateTimeOffset? retryAt, LedgerEntry? undelivered, CancellationToken cancel)
    {
        lock (ledger.Gate)
        {
            var card = _cards[job.Key];
            (card.Error, card.RetryAt, card.HasGivenUp) = (error, retryAt, retryAt is null);
            ledger.Add([undelivered]);
            return Task.CompletedTask;
        }
    }

    public Task PutOffAsync(CardJob job, string error, DateTimeOffset retryAt, CancellationToken cancel)
    {
        lock (ledger.Gate)
        {
            var card = _cards[job.Key];
            (card.Error, card.RetryAt, card.FirstTriedAt) = (error, retryAt, job.FirstTriedAt);
            return Task.CompletedTask;
        }
    }

    public Task<int> DeliveredAsync(StageKey stage, CancellationToken cancel)
    {
        lock (ledger.Gate) return Task.FromResult(_cards.Values.Count(card => card.Key.Stage == stage && card.Location is not null));
    }

    public Task<int> GivenUpAsync(StageKey stage, CancellationToken cancel)
    {
        lock (ledger.Gate) return Task.FromResult(_cards.Values.Count(card => card.Key.Stage == stage && card is { HasGivenUp: true, Location: null }));
    }

    private Task<IReadOnlyList<CardJob>> Claim(Func<MemoryCard, bool> which)
    {
        lock (ledger.Gate)
        {
            var now = time.GetUtcNow();
            var due = _cards.Values.Where(card => which(card) && card.IsDue(now)).ToList();
            return Task.FromResult<IReadOnlyList<CardJob>>([.. due.Select(card => card.Take(now))]);
        }
    }

    private void Close(StageKey key, StageStatus status)
    {
        if (status == StageStatus.Open) return;
        _stages[key] = _stages[key] with { Status = status, ClosedAt = time.GetUtcNow() };
        foreach (var card in _cards.Values.Where(card => card.Key.Stage.Request == key.Request)) card.Wanted++;
    }
}
