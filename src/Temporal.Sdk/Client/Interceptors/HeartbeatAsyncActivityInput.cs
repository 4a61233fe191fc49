namespace Temporalio.Client.Interceptors;

/// <summary>What an interceptor sees of a heartbeat from outside the worker.</summary>
/// <param name="Activity">Which activity.</param>
/// <param name="Options">Call options.</param>
public record HeartbeatAsyncActivityInput(
    AsyncActivityHandle.Reference Activity, AsyncActivityHeartbeatOptions? Options);
