using Hitl.Escalations.Execution;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Ops;
using Hitl.Escalations.Requests;

namespace Hitl.Tests.Workflows.Memory;

/// <summary>Grants, effects and what waits for ops, in memory.</summary>
internal sealed class MemoryExecution(MemoryLedger ledger, MemoryRequests requests, TimeProvider time) : IEffectStore, IGrantStore, IOpsStore
{
    private readonly Dictionary<(RequestId Request, int Revision), Grant> _grants = [];
    private readonly Dictionary<EffectKey, EffectRecord> _effects = [];
    private readonly Dictionary<RequestId, (ParkedStep Parked, RequestState Before)> _parked = [];
    private readonly List<(Intervention Intervention, string? Token)> _interventions = [];

    public void Tamper(EffectKey key, Func<EffectRecord, EffectRecord> change)
    {
        lock (ledger.Gate) _effects[key] = change(_effects[key]);
    }

    public void Revoke(RequestId request)
    {
        lock (ledger.Gate) _grants.Remove((request, 1));
    }

    /// <summary>Puts a grant into the table behind everybody's back, or takes it out.</summary>
    public void Replace(RequestId request, Grant? grant)
    {
        lock (ledger.Gate)
        {
            if (grant is null) _grants.Remove((request, 1));
            else _grants[(request, 1)] = grant;
        }
    }

    public Task<Grant?> IssueAsync(Grant grant, LedgerEntry entry, CancellationToken cancel)
    {
        lock (ledger.Gate)
        {
            if (requests.Get(grant.Request).State is not (RequestState.Approved or RequestState.Executing)) return Task.FromResult<Grant?>(null);
            if (_grants.TryAdd((grant.Request, grant.Revision), grant))
            {
                requests.Put(grant.Request, RequestState.Executing, null);
                ledger.Add([entry]);
            }

            return Task.FromResult<Grant?>(_grants[(grant.Request, grant.Revision)]);
        }
    }

    public Task<Grant?> FindAsync(RequestId request, int revision, CancellationToken cancel)
    {
        lock (ledger.Gate) return Task.FromResult(_grants.GetValueOrDefault((request, revision)));
    }

    public Task<EffectRecord> IntendAsync(EffectKey key, string idempotencyKey, string digest, LedgerEntry entry, CancellationToken cancel)
    {
        lock (ledger.Gate)
        {
            if (!_effects.TryGetValue(key, out var effect)) effect = new(key, EffectStatus.Intended, idempotencyKey, digest, 1, time.GetUtcNow(), null, null);
            else if (effect.Status is EffectStatus.Done or EffectStatus.Refused) return Task.FromResult(effect);
            else effect = effect with { Status = EffectStatus.Intended, Attempts = effect.Attempts + 1 };
            ledger.Add([entry]);
            return Task.FromResult(_effects[key] = effect);
        }
    }

    public Task<EffectRecord> RecordAsync(EffectKey key, EffectStatus status, string? reference, string? detail, LedgerEntry entry, CancellationToken cancel)
    {
        lock (ledger.Gate)
        {
            if (_effects[key].Status == EffectStatus.Done) return Task.FromResult(_effects[key]);
            ledger.Add([entry]);
            return Task.FromResult(_effects[key] = _effects[key] with { Status = status, Reference = reference, Detail = detail });
        }
    }

    public Task<EffectRecord?> FindAsync(EffectKey key, CancellationToken cancel)
    {
        lock (ledger.Gate) return Task.FromResult(_effects.GetValueOrDefault(key));
    }

    public Task<IReadOnlyList<EffectRecord>> ListAsync(RequestId request, int revision, CancellationToken cancel)
    {
        lock (ledger.Gate) return Task.FromResult<IReadOnlyList<EffectRecord>>([.. _effects.Values.Where(effect => effect.Key.Request == request)]);
    }

    public Task ParkAsync(ParkedStep parked, IReadOnlyList<LedgerEntry> entries, CancellationToken cancel)
    {
        lock (ledger.Gate)
        {
            if (!_parked.TryAdd(parked.Request, (parked, requests.Get(parked.Request).State))) return Task.CompletedTask;
            requests.Put(parked.Request, RequestState.WaitingForOps, parked.Reason);
            ledger.Add(entries);
            return Task.CompletedTask;
        }
    }

    public Task<IReadOnlyList<ParkedStep>> ListAsync(CancellationToken cancel)
    {
        lock (ledger.Gate) return Task.FromResult<IReadOnlyList<ParkedStep>>([.. _parked.Values.Select(entry => entry.Parked)]);
    }

    public Task<ParkedStep?> FindAsync(RequestId request, CancellationToken cancel)
    {
        lock (ledger.Gate) return Task.FromResult(_parked.TryGetValue(request, out var entry) ? entry.Parked : null);
    }

    public Task<bool> ResetAsync(Intervention intervention, LedgerEntry entry, CancellationToken cancel) => Task.FromResult(false);

    public Task<bool> InterveneAsync(Intervention intervention, LedgerEntry entry, CancellationToken cancel)
    {
        lock (ledger.Gate)
        {
            if (!_parked.ContainsKey(intervention.Request)) return Task.FromResult(false);
            _interventions.Add((intervention, null));
            ledger.Add([entry]);
            return Task.FromResult(true);
        }
    }

    public Task<Intervention?> TakeAsync(RequestId request, string token, CancellationToken cancel)
    {
        lock (ledger.Gate)
        {
            var index = _interventions.FindIndex(entry => entry.Intervention.Request == request && (entry.Token is null || entry.Token == token));
            if (index < 0) return Task.FromResult<Intervention?>(null);
            var intervention = _interventions[index].Intervention;
            _interventions[index] = (intervention, token);
            if (_parked.Remove(request, out var entry)) requests.Put(request, entry.Before, null);
            return Task.FromResult<Intervention?>(intervention);
        }
    }
}
