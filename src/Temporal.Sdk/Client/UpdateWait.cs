using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <summary>The time a caller gives to the wait for an update, which may take several calls: each gets what is left of it.</summary>
/// <remarks>Servers answer shortly before a call's deadline that nothing has happened yet, so the calls get shorter towards the end.</remarks>
internal readonly struct UpdateWait(RpcOptions? rpc, TimeProvider time)
{
    // Less is no time for a call.
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(1);
    private readonly RpcOptions _rpc = TemporalClient.DefaultRetryOptions(rpc);
    private readonly long _began = time.GetTimestamp();

    /// <summary>How the next call is sent.</summary>
    /// <exception cref="WorkflowUpdateRpcTimeoutOrCanceledException">The time is over.</exception>
    internal RpcOptions Next()
    {
        if (_rpc.Timeout is not { } limit) return _rpc;
        var left = limit - time.GetElapsedTime(_began);
        if (left < Least)
        {
            throw new WorkflowUpdateRpcTimeoutOrCanceledException(
                new RpcException(RpcException.StatusCode.DeadlineExceeded, "The update did not get there in time", null));
        }

        var next = (RpcOptions)_rpc.Clone();
        next.Timeout = left;
        return next;
    }
}
