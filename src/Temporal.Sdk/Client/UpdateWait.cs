using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <summary>The time a caller gives to the wait for an update, which may take several calls.</summary>
/// <remarks>A server may answer shortly before a call's deadline that nothing has happened yet.</remarks>
internal readonly struct UpdateWait(RpcOptions? rpc)
{
    private readonly long _began = TimeProvider.System.GetTimestamp();

    /// <exception cref="WorkflowUpdateRpcTimeoutOrCanceledException">The time is over.</exception>
    internal void ThrowIfOver()
    {
        if (rpc?.Timeout is not { } limit || TimeProvider.System.GetElapsedTime(_began) < limit * AlmostAll) return;
        throw new WorkflowUpdateRpcTimeoutOrCanceledException(
            new RpcException(RpcException.StatusCode.DeadlineExceeded, "The update did not get there in time", null));
    }

    // Servers answer a little earlier than the deadline, so that the answer still arrives.
    private const double AlmostAll = 0.8;
}
