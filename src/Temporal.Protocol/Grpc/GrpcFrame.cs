using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using Google.Protobuf;

namespace Temporal.Protocol.Grpc;

/// <summary>The five-byte prefix of a unary gRPC body: one flag byte (1 = compressed), four bytes of length, big-endian.</summary>
internal static class GrpcFrame
{
    internal const int PrefixLength = 5;
    internal const string Identity = "identity";
    internal const string Gzip = "gzip";

    /// <summary>Largest message taken from a client, before and after decompression. 4 MB, as Temporal's server.</summary>
    internal const int DefaultMaxMessage = 4 * 1024 * 1024;

    /// <summary>Writes prefix and message in one span, uncompressed.</summary>
    internal static void Write(IMessage message, IBufferWriter<byte> output)
    {
        var size = message.CalculateSize();
        var span = output.GetSpan(PrefixLength + size)[..(PrefixLength + size)];
        span[0] = 0;
        BinaryPrimitives.WriteUInt32BigEndian(span[1..], (uint)size);
        message.WriteTo(span[PrefixLength..]);
        output.Advance(PrefixLength + size);
    }

    /// <summary>Frame and message as one array, optionally compressed with gzip.</summary>
    internal static byte[] Encode(IMessage message, bool compress)
    {
        if (!compress)
        {
            var plain = new ArrayBufferWriter<byte>(PrefixLength + message.CalculateSize());
            Write(message, plain);
            return plain.WrittenSpan.ToArray();
        }

        using var packed = new MemoryStream();
        packed.Write(stackalloc byte[PrefixLength]);
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) message.WriteTo(gzip);
        var frame = packed.ToArray();
        frame[0] = 1;
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), (uint)(frame.Length - PrefixLength));
        return frame;
    }

    /// <summary>Reads the one frame a unary body holds. Never throws for bad bytes: they become a status.</summary>
    /// <param name="buffer">Everything received so far.</param>
    /// <param name="encoding">Value of <c>grpc-encoding</c>; null means identity.</param>
    /// <param name="maxMessage">Bytes a message may have, before and after decompression.</param>
    /// <param name="isFinal">Whether no more bytes will come.</param>
    internal static GrpcFrameRead Read(ReadOnlySequence<byte> buffer, string? encoding, int maxMessage, bool isFinal)
    {
        if (buffer.Length < PrefixLength) return isFinal ? Truncated() : GrpcFrameRead.More;
        Span<byte> prefix = stackalloc byte[PrefixLength];
        buffer.Slice(0, PrefixLength).CopyTo(prefix);
        if (prefix[0] > 1) return GrpcFrameRead.Refused(GrpcStatusCode.Internal, "Unexpected compressed flag value in message header.");

        var length = BinaryPrimitives.ReadUInt32BigEndian(prefix[1..]);
        if (length > maxMessage) return TooLarge(length, maxMessage);
        if (buffer.Length < PrefixLength + length) return isFinal ? Truncated() : GrpcFrameRead.More;
        if (buffer.Length > PrefixLength + length)
        {
            return GrpcFrameRead.Refused(GrpcStatusCode.Internal, "Additional data after the message received.");
        }
        // A unary request may still grow a second message; only the end of the stream rules it out.
        if (!isFinal) return GrpcFrameRead.More;

        var body = buffer.Slice(PrefixLength);
        return prefix[0] == 0 ? GrpcFrameRead.Of(body) : Decompress(body, encoding, maxMessage);
    }

    private static GrpcFrameRead Decompress(ReadOnlySequence<byte> body, string? encoding, int maxMessage)
    {
        if (encoding is null or Identity)
        {
            return GrpcFrameRead.Refused(GrpcStatusCode.Internal, "Request did not include grpc-encoding value with compressed message.");
        }
        if (encoding != Gzip)
        {
            return GrpcFrameRead.Refused(GrpcStatusCode.Unimplemented, $"Unsupported grpc-encoding value '{encoding}'. Supported encodings: gzip");
        }

        try
        {
            using var gzip = new GZipStream(new MemoryStream(body.ToArray()), CompressionMode.Decompress);
            var plain = new ArrayBufferWriter<byte>((int)Math.Min(maxMessage, Math.Max(256, body.Length * 4)));
            int read;
            while ((read = gzip.Read(plain.GetSpan(4096))) > 0)
            {
                plain.Advance(read);
                // Checked while inflating: a small bomb must not get to allocate its full size.
                if (plain.WrittenCount > maxMessage) return TooLarge((uint)plain.WrittenCount, maxMessage);
            }
            return GrpcFrameRead.Of(new(plain.WrittenMemory));
        }
        catch (InvalidDataException)
        {
            return GrpcFrameRead.Refused(GrpcStatusCode.Internal, "Error decompressing gzip message.");
        }
    }

    private static GrpcFrameRead Truncated() => GrpcFrameRead.Refused(GrpcStatusCode.Internal, "Incomplete message.");

    private static GrpcFrameRead TooLarge(uint length, int maxMessage) =>
        GrpcFrameRead.Refused(GrpcStatusCode.ResourceExhausted, $"grpc: received message larger than max ({length} vs. {maxMessage})");
}
