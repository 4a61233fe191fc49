namespace Temporalio.Client.Interceptors;

/// <summary>What an interceptor sees of a deletion of a schedule.</summary>
/// <param name="Id">Schedule id.</param>
/// <param name="RpcOptions">How the call is sent.</param>
public record DeleteScheduleInput(string Id, RpcOptions? RpcOptions);
