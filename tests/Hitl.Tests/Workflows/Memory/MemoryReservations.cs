using Hitl.Escalations.Ids;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Reservations;

namespace Hitl.Tests.Workflows.Memory;

/// <summary>Limits and subjects in memory: what a request holds is counted until it ends without effect.</summary>
internal sealed class MemoryReservations(MemoryRequests requests, TimeProvider time) : IReservationStore
{
    private readonly List<(RequestId Request, int Revision, LimitStanding Standing, DateTimeOffset At)> _uses = [];
    private readonly List<(RequestId Request, SubjectClaim Subject, DateTimeOffset At)> _subjects = [];

    /// <summary>What the last check answers; null for nothing wrong.</summary>
    public string? Breach { get; set; }

    public Task<EvaluationFacts> ReserveAsync(RequestId request, int revision, ReservationPlan plan, CancellationToken cancel)
    {
        lock (_uses)
        {
            foreach (var subject in plan.Subjects.Where(s => !_subjects.Exists(known => known.Request == request && known.Subject == s))) _subjects.Add((request, subject, time.GetUtcNow()));
            var mine = _uses.Where(use => use.Request == request && use.Revision == revision).Select(use => use.Standing).ToList();
            if (mine.Count == 0)
            {
                mine = [.. plan.Claims.Select(claim => Standing(claim, request))];
                if (!mine.Exists(standing => standing is { IsHard: true, IsOver: true })) _uses.AddRange(mine.Select(standing => (request, revision, standing, time.GetUtcNow())));
            }

            return Task.FromResult(new EvaluationFacts(mine, Others(request, plan)));
        }
    }

    public Task<EvaluationFacts> LookAsync(ReservationPlan plan, CancellationToken cancel)
    {
        lock (_uses) return Task.FromResult(new EvaluationFacts([.. plan.Claims.Select(claim => Standing(claim, null))], Others(null, plan)));
    }

    public Task<string?> FindBreachAsync(RequestId request, int revision, ReservationPlan plan, CancellationToken cancel) => Task.FromResult(Breach);

    private LimitStanding Standing(LimitClaim claim, RequestId? request)
    {
        var used = _uses.Where(use => use.Standing.Key == claim.Key && use.Request != request && use.At > time.GetUtcNow() - claim.Period && !HasGivenBack(use.Request)).Sum(use => use.Standing.Asked);
        return new(claim.Limit, claim.Key, claim.Currency, used, claim.Asked, claim.Most, claim.Period, claim.IsHard);
    }

    private List<ConflictingRequest> Others(RequestId? request, ReservationPlan plan)
    {
        var until = _subjects.FindIndex(known => known.Request == request);
        return [.. _subjects.Take(until < 0 ? _subjects.Count : until).Where(other => plan.Subjects.Contains(other.Subject) && requests.Get(other.Request).State < RequestState.Executed).Select(other =>
        {
            var asked = requests.Get(other.Request).Request;
            return new ConflictingRequest(other.Subject.Conflict, other.Subject.Subject, other.Request, asked.Actor, asked.Action, asked.Channel, asked.Amount, other.At);
        })];
    }

    private bool HasGivenBack(RequestId request) => requests.Get(request).State is RequestState.Refused or RequestState.Denied or RequestState.Expired
        or RequestState.Withdrawn or RequestState.NeverExecuted or RequestState.Compensated or RequestState.Shadowed;
}
