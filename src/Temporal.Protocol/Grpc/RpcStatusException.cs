using System.Diagnostics.CodeAnalysis;
using Google.Protobuf;

namespace Temporal.Protocol.Grpc;

/// <summary>A call ended with a status other than OK. Thrown by clients on receipt, and by servers to answer so.</summary>
internal sealed class RpcStatusException : Exception
{
    internal RpcStatusException(GrpcStatusCode code, string message, IMessage? detail = null, Exception? inner = null)
        : base(message, inner)
    {
        Status = new(code, message, detail);
        Rpc = Status.ToRpcStatus();
    }

    internal RpcStatusException(GrpcStatusCode code, string message, Google.Rpc.Status? rpc)
        : base(message)
    {
        Status = new(code, message);
        Rpc = rpc ?? Status.ToRpcStatus();
    }

    internal GrpcStatus Status { get; }

    internal GrpcStatusCode Code => Status.Code;

    /// <summary>The status with its packed details as it travelled; without details when the peer sent none.</summary>
    internal Google.Rpc.Status Rpc { get; }

    /// <summary>Whether another try may succeed without anybody changing anything.</summary>
    internal bool IsTransient => Code is GrpcStatusCode.Unavailable or GrpcStatusCode.ResourceExhausted
        or GrpcStatusCode.Aborted or GrpcStatusCode.Internal or GrpcStatusCode.Unknown or GrpcStatusCode.DataLoss
        or GrpcStatusCode.OutOfRange or GrpcStatusCode.DeadlineExceeded;

    /// <summary>Unpacks the first detail of the wanted type, for instance <c>NotFoundFailure</c>.</summary>
    internal bool TryGetDetail<T>([NotNullWhen(true)] out T? detail)
        where T : class, IMessage, new()
    {
        foreach (var any in Rpc.Details)
        {
            if (any.TryUnpack(out detail) && detail is not null) return true;
        }
        detail = null;
        return false;
    }
}
