using Hitl.Escalations.Requests;
using Temporalio.Activities;

namespace Hitl.Workflows.Requests;

/// <summary>Moves the request from state to state. Safe to repeat.</summary>
public interface IOutcomeActivities
{
    /// <summary>Brings the request to a state with its outcome sentence, ledger row and card updates.</summary>
    /// <returns>The state afterwards: another one when the request had ended before.</returns>
    [Activity("move-request")]
    Task<RequestState> MoveAsync(RequestMove move);
}
