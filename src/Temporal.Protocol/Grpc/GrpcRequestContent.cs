using System.Net;
using System.Net.Http.Headers;

namespace Temporal.Protocol.Grpc;

/// <summary>A framed message as an HTTP body of known length.</summary>
internal sealed class GrpcRequestContent : HttpContent
{
    private static readonly MediaTypeHeaderValue ContentType = new("application/grpc");
    private readonly byte[] _frame;

    internal GrpcRequestContent(byte[] frame)
    {
        _frame = frame;
        Headers.ContentType = ContentType;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        stream.WriteAsync(_frame).AsTask();

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        stream.WriteAsync(_frame, cancellationToken).AsTask();

    protected override bool TryComputeLength(out long length)
    {
        length = _frame.Length;
        return true;
    }
}
