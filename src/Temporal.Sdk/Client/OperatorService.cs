using Temporalio.Api.OperatorService.V1;
using Temporal.Protocol.Grpc;

namespace Temporalio.Client;

/// <summary>Raw calls of <c>temporal.api.operatorservice.v1.OperatorService</c>.</summary>
public sealed class OperatorService : RpcService
{
    internal OperatorService(TemporalConnection connection)
        : base(connection)
    {
    }

    internal override string FullName => GrpcMethods.OperatorService;

    /// <summary>Calls <c>AddSearchAttributes</c>.</summary>
    /// <param name="req">The request, sent as it is.</param>
    /// <param name="options">How it is sent.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="Exceptions.RpcException">The server refused, or was not reached.</exception>
    public Task<AddSearchAttributesResponse> AddSearchAttributesAsync(AddSearchAttributesRequest req, RpcOptions? options = null) =>
        InvokeAsync<AddSearchAttributesResponse>("AddSearchAttributes", req, options);

    /// <summary>Calls <c>DeleteNamespace</c>.</summary>
    /// <param name="req">The request, sent as it is.</param>
    /// <param name="options">How it is sent.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="Exceptions.RpcException">The server refused, or was not reached.</exception>
    public Task<DeleteNamespaceResponse> DeleteNamespaceAsync(DeleteNamespaceRequest req, RpcOptions? options = null) =>
        InvokeAsync<DeleteNamespaceResponse>("DeleteNamespace", req, options);

    /// <summary>Calls <c>ListSearchAttributes</c>.</summary>
    /// <param name="req">The request, sent as it is.</param>
    /// <param name="options">How it is sent.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="Exceptions.RpcException">The server refused, or was not reached.</exception>
    public Task<ListSearchAttributesResponse> ListSearchAttributesAsync(ListSearchAttributesRequest req, RpcOptions? options = null) =>
        InvokeAsync<ListSearchAttributesResponse>("ListSearchAttributes", req, options);

    /// <summary>Calls <c>RemoveSearchAttributes</c>.</summary>
    /// <param name="req">The request, sent as it is.</param>
    /// <param name="options">How it is sent.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="Exceptions.RpcException">The server refused, or was not reached.</exception>
    public Task<RemoveSearchAttributesResponse> RemoveSearchAttributesAsync(RemoveSearchAttributesRequest req, RpcOptions? options = null) =>
        InvokeAsync<RemoveSearchAttributesResponse>("RemoveSearchAttributes", req, options);
}
