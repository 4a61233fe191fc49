using Hitl.Escalations.Ids;
using Hitl.Escalations.Requests;
using Temporalio.Exceptions;

namespace Hitl.Activities;

/// <summary>Reads requests that must exist.</summary>
internal static class RequestStoreReading
{
    /// <summary>Finds the request.</summary>
    /// <exception cref="ApplicationFailureException">There is none. Never retried: a workflow without a request was not started by us.</exception>
    public static async Task<StoredRequest> RequiredAsync(this IRequestStore requests, RequestId id, CancellationToken cancel) =>
        await requests.FindAsync(id, cancel) ?? throw new ApplicationFailureException($"There is no request {id}.", "request.unknown", nonRetryable: true);

    /// <summary>Whether the request has reached a state it never leaves.</summary>
    public static bool HasEnded(this StoredRequest stored) => stored.State is RequestState.Executed or RequestState.Compensated or RequestState.PartlyCompensated
        or RequestState.CompensationFailed or RequestState.Irreversible or RequestState.Unknown
        or RequestState.NeverExecuted or RequestState.Refused or RequestState.Denied or RequestState.Expired or RequestState.Withdrawn or RequestState.Shadowed;
}
