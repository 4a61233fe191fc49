using Hitl.Escalations.Ids;

namespace Hitl.Escalations.Reservations;

/// <summary>Counts what requests take of limits and what they are about. What a request holds is released by the database itself when it ends without effect.</summary>
public interface IReservationStore
{
    /// <summary>
    /// Counts and reserves in one transaction: of any number of requests at the same moment none can pass a limit unseen. Nothing is reserved when
    /// a hard limit would be passed. A repeat for the same revision finds its own reservation and how things stood then.
    /// </summary>
    Task<EvaluationFacts> ReserveAsync(RequestId request, int revision, ReservationPlan plan, CancellationToken cancel);

    /// <summary>How things stand at this moment; reserves nothing.</summary>
    Task<EvaluationFacts> LookAsync(ReservationPlan plan, CancellationToken cancel);

    /// <summary>The last check before the first side effect: the reservation stands, is as large as what would run, and no hard limit is passed now.</summary>
    /// <returns>Null when all holds; otherwise one sentence.</returns>
    Task<string?> FindBreachAsync(RequestId request, int revision, ReservationPlan plan, CancellationToken cancel);
}
