using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Temporal.Protocol.Grpc;

/// <summary>One unary method: where it is called and how its messages are read.</summary>
internal sealed class GrpcMethod(MethodDescriptor descriptor)
{
    internal string Service { get; } = descriptor.Service.FullName;

    internal string Name { get; } = descriptor.Name;

    /// <summary>The HTTP/2 path: <c>/service/method</c>.</summary>
    internal string Path { get; } = $"/{descriptor.Service.FullName}/{descriptor.Name}";

    internal MessageDescriptor Request { get; } = descriptor.InputType;

    internal MessageDescriptor Response { get; } = descriptor.OutputType;

    internal MessageParser RequestParser { get; } = descriptor.InputType.Parser;

    internal MessageParser ResponseParser { get; } = descriptor.OutputType.Parser;

    public override string ToString() => Path;
}
