namespace Temporalio.Client.Interceptors;

/// <summary>What an interceptor sees of a description of a schedule.</summary>
/// <param name="Id">Schedule id.</param>
/// <param name="RpcOptions">How the call is sent.</param>
public record DescribeScheduleInput(string Id, RpcOptions? RpcOptions);
