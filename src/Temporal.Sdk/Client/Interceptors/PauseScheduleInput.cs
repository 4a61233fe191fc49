namespace Temporalio.Client.Interceptors;

/// <summary>What an interceptor sees of a pause.</summary>
/// <param name="Id">Schedule id.</param>
/// <param name="Note">Why.</param>
/// <param name="RpcOptions">How the call is sent.</param>
public record PauseScheduleInput(string Id, string? Note, RpcOptions? RpcOptions);
