using Hitl.Escalations.Ids;
using Temporalio.Activities;

namespace Hitl.Workflows.Ops;

/// <summary>Puts a request in front of ops and takes what they decided. Safe to repeat.</summary>
public interface IOpsActivities
{
    /// <summary>Parks the request with the step that could not be finished.</summary>
    [Activity("park-request")]
    Task ParkAsync(ParkCall call);

    /// <summary>Takes the oldest intervention not acted on.</summary>
    /// <param name="request">The request.</param>
    /// <param name="token">Names this taking, so that a repeated call answers the same.</param>
    /// <returns>Null when ops have not decided yet.</returns>
    [Activity("take-intervention")]
    Task<TakenIntervention?> TakeAsync(RequestId request, string token);
}
