using Hitl.Escalations.Ids;
using Hitl.Escalations.Requests;
using Temporalio.Activities;

namespace Hitl.Workflows.Evaluations;

/// <summary>Asks the catalog. Safe to repeat: an evaluation is stored once per revision.</summary>
public interface IEvaluationActivities
{
    /// <summary>Evaluates the request's current revision under its pinned catalog and stores the answer.</summary>
    [Activity("evaluate-request")]
    Task<EvaluatedRequest> EvaluateAsync(RequestId request);

    /// <summary>Begins the next revision after an approval stopped holding, so that people are asked again.</summary>
    /// <param name="request">The request.</param>
    /// <param name="revision">The revision to begin.</param>
    /// <param name="reason">Why the approval does not hold, in one sentence.</param>
    /// <returns>The state afterwards; received when the revision began.</returns>
    [Activity("revise-request")]
    Task<RequestState> ReviseAsync(RequestId request, int revision, string reason);
}
