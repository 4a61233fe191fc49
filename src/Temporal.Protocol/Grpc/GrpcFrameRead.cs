using System.Buffers;

namespace Temporal.Protocol.Grpc;

/// <summary>What <see cref="GrpcFrame.Read"/> made of a buffer: exactly one of needing more, an error, or a message.</summary>
internal readonly record struct GrpcFrameRead(ReadOnlySequence<byte> Message, GrpcStatus? Error, bool NeedsMore)
{
    internal static GrpcFrameRead More => new(default, null, true);

    internal static GrpcFrameRead Refused(GrpcStatusCode code, string why) => new(default, new(code, why), false);

    internal static GrpcFrameRead Of(ReadOnlySequence<byte> message) => new(message, null, false);
}
