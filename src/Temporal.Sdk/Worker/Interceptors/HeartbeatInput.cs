namespace Temporalio.Worker.Interceptors;

/// <summary>What an interceptor sees of a heartbeat. More may be added: change copies, do not call the constructor.</summary>
/// <param name="Details">Values the next attempt finds.</param>
public record HeartbeatInput(object?[] Details);
