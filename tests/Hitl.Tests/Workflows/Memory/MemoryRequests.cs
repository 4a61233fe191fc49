using Hitl.Escalations.Consent;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Intake;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Requests;

namespace Hitl.Tests.Workflows.Memory;

/// <summary>Requests in memory, with the same rules for repeats and final states as the database.</summary>
internal sealed class MemoryRequests(MemoryLedger ledger, TimeProvider time) : IRequestStore, IRequestIntake
{
    private readonly Dictionary<RequestId, StoredRequest> _requests = [];
    private int _outages;

    public List<RequestState> Moves { get; } = [];

    /// <summary>Lets the next calls fail as a database that is away does.</summary>
    public void FailNext(int calls) => _outages = calls;

    /// <summary>Changes a stored request behind everybody's back.</summary>
    public void Tamper(RequestId id, Func<StoredRequest, StoredRequest> change)
    {
        lock (ledger.Gate) _requests[id] = change(_requests[id]);
    }

    public Task<StoredRequest?> FindAsync(RequestId id, CancellationToken cancel)
    {
        lock (ledger.Gate)
        {
            if (_outages-- > 0) throw new IOException("the database is away");
            return Task.FromResult(_requests.GetValueOrDefault(id));
        }
    }

    public Task<StoredRequest> RecordEvaluationAsync(
        RequestId id, Evaluation evaluation, string? digest, RequestState state, IReadOnlyList<LedgerEntry> entries, CancellationToken cancel) =>
        Change(id, stored => stored.State == RequestState.Received, stored => stored with { Evaluation = evaluation, Digest = digest, State = state }, entries);

    public Task<StoredRequest> MoveAsync(RequestId id, RequestState to, string outcome, IReadOnlyList<LedgerEntry> entries, CancellationToken cancel)
    {
        lock (ledger.Gate) Moves.Add(to);
        return Change(id, stored => !IsFinal(stored.State) && stored.State != to, stored => stored with { State = to, Outcome = outcome }, entries);
    }

    public Task<StoredRequest> ReviseAsync(RequestId id, int revision, IReadOnlyList<LedgerEntry> entries, CancellationToken cancel) => Change(
        id,
        stored => !IsFinal(stored.State) && stored.Request.Revision + 1 == revision,
        stored => stored with { Request = stored.Request with { Revision = revision }, State = RequestState.Received, Evaluation = null, Digest = null, Outcome = null },
        entries);

    public Task<ActionRequest?> FindRevisionAsync(RequestId id, int revision, CancellationToken cancel) => Task.FromResult<ActionRequest?>(null);

    public Task<IReadOnlyList<PastRevision>> PastAsync(RequestId id, CancellationToken cancel) => Task.FromResult<IReadOnlyList<PastRevision>>([]);

    public Task<StoredRequest> EditAsync(ActionRequest narrowed, PersonId by, LedgerEntry entry, CancellationToken cancel) => Change(
        narrowed.Id,
        stored => stored.State == RequestState.Deciding && stored.Request.Revision + 1 == narrowed.Revision,
        stored => stored with { Request = narrowed, State = RequestState.Received, Evaluation = null, Digest = null, Outcome = null },
        [entry]);

    public Task<IntakeReceipt> SubmitAsync(ActionRequest request, string key, string bodyHash, LedgerEntry entry, CancellationToken cancel, LedgerEntry? also = null)
    {
        lock (ledger.Gate)
        {
            var stored = new StoredRequest(request, RequestState.Received, null, null, null, null, time.GetUtcNow());
            _requests[request.Id] = stored;
            ledger.Add([entry]);
            return Task.FromResult(new IntakeReceipt(stored, false, false));
        }
    }

    public async Task<StoredRequest?> WithdrawAsync(RequestId id, string reason, LedgerEntry entry, CancellationToken cancel) => await Change(
        id,
        stored => !IsFinal(stored.State) && stored.State is not (RequestState.Executing or RequestState.Compensating),
        stored => stored with { State = RequestState.Withdrawn, WithdrawnAt = time.GetUtcNow(), Outcome = reason },
        [entry]);

    public Task<int> OpenCountAsync(ActorId actor, CancellationToken cancel)
    {
        lock (ledger.Gate) return Task.FromResult(_requests.Values.Count(stored => stored.Request.Actor == actor && !IsFinal(stored.State)));
    }

    public Task RecordAsync(LedgerEntry entry, CancellationToken cancel)
    {
        ledger.Add([entry]);
        return Task.CompletedTask;
    }

    /// <summary>Sets a state without the rules of a move; for what the grant and the ops desk do in their own transactions.</summary>
    public void Put(RequestId id, RequestState state, string? outcome)
    {
        lock (ledger.Gate) _requests[id] = _requests[id] with { State = state, Outcome = outcome };
    }

    public StoredRequest Get(RequestId id)
    {
        lock (ledger.Gate) return _requests[id];
    }

    public string DigestOf(RequestId id) => ConsentDigest.Of(Get(id).Evaluation!.Consent!);

    private static bool IsFinal(RequestState state) => state >= RequestState.Executed;

    private Task<StoredRequest> Change(RequestId id, Func<StoredRequest, bool> may, Func<StoredRequest, StoredRequest> change, IReadOnlyList<LedgerEntry> entries)
    {
        lock (ledger.Gate)
        {
            var stored = _requests[id];
            if (!may(stored)) return Task.FromResult(stored);
            ledger.Add(entries);
            return Task.FromResult(_requests[id] = change(stored));
        }
    }
}
