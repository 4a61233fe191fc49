namespace Temporal.DevServer.Rpc;

/// <summary>A served method with typed messages.</summary>
internal sealed class Rpc<TRequest, TResponse>(GrpcMethod method, Func<TRequest, RpcCall, ValueTask<TResponse>> handle) : IRpc
    where TRequest : IMessage<TRequest>
    where TResponse : IMessage<TResponse>
{
    public GrpcMethod Method { get; } = method;

    public async ValueTask<IMessage> InvokeAsync(IMessage request, RpcCall call) => await handle((TRequest)request, call);
}
