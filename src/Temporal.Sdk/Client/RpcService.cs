using Google.Protobuf;
using Temporal.Protocol.Grpc;

namespace Temporalio.Client;

/// <summary>Raw access to one gRPC service. Raw calls are not retried unless their options ask for it.</summary>
public abstract class RpcService
{
    private readonly TemporalConnection _connection;

    private protected RpcService(TemporalConnection connection) => _connection = connection;

    /// <summary>Name on the wire, as health checks want it.</summary>
    internal abstract string FullName { get; }

    private protected Task<T> InvokeAsync<T>(string rpc, IMessage request, RpcOptions? options)
        where T : IMessage<T> =>
        _connection.InvokeAsync<T>(GrpcMethods.Find(FullName, rpc), request, options);
}
