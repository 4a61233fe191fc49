using Hitl.Escalations.Requests;

namespace Hitl.Gateway.Requests;

internal static class RequestStates
{
    /// <summary>Tells whether a state is never left again.</summary>
    public static bool IsFinal(RequestState state) => state switch
    {
        RequestState.Received or RequestState.Deciding or RequestState.Approved or RequestState.Executing => false,
        RequestState.Compensating or RequestState.WaitingForOps => false,
        _ => true,
    };
}
