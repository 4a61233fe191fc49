namespace Temporal.DevServer.Rpc;

/// <summary>One served method.</summary>
internal interface IRpc
{
    GrpcMethod Method { get; }

    ValueTask<IMessage> InvokeAsync(IMessage request, RpcCall call);
}
