using Temporalio.Worker.Interceptors;

namespace Temporalio.Worker;

/// <summary>The last outbound interceptor of an activity: passes its heartbeats on.</summary>
internal sealed class ActivityOutboundCalls(Action<object?[]> heartbeat) : ActivityOutboundInterceptor
{
    /// <inheritdoc />
    public override void Heartbeat(HeartbeatInput input) => heartbeat(input.Details);
}
