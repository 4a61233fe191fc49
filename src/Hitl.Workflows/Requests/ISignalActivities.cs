using Hitl.Escalations.Ids;
using Temporalio.Activities;

namespace Hitl.Workflows.Requests;

/// <summary>What becomes of signals that are none of ours.</summary>
public interface ISignalActivities
{
    /// <summary>Records that somebody told a workflow something only the gateway's inbox can. At least once: a retry may record it twice.</summary>
    /// <param name="request">The request whose workflow was told.</param>
    /// <param name="signal">The signal's name, as sent.</param>
    [Activity("refuse-signal")]
    Task RefuseAsync(RequestId request, string signal);
}
