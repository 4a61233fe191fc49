using Google.Protobuf.WellKnownTypes;
using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <summary>Reads what a server says about an error beyond code and text.</summary>
internal static class RpcErrorDetails
{
    internal static IEnumerable<Any> Of(RpcException error) =>
        error.RawStatus is { Length: > 0 } status ? Google.Rpc.Status.Parser.ParseFrom(status).Details : [];
}
