using System.Buffers;
using System.IO.Compression;
using Google.Protobuf;
using Temporal.Protocol.Grpc;
using Temporalio.Api.Common.V1;

namespace Temporal.Tests.Protocol;

public sealed class GrpcFrameTests
{
    private static readonly WorkflowExecution Message = new() { WorkflowId = "order-7", RunId = "run" };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_framed_message_comes_back_as_it_was(bool compress)
    {
        var frame = GrpcFrame.Encode(Message, compress);

        var read = Read(frame, compress ? "gzip" : null);

        Assert.Null(read.Error);
        Assert.Equal(Message, WorkflowExecution.Parser.ParseFrom(read.Message));
    }

    [Fact]
    public void A_message_in_many_segments_is_read_whole()
    {
        var frame = GrpcFrame.Encode(Message, compress: false);

        var read = GrpcFrame.Read(Segments(frame), null, 1024, isFinal: true);

        Assert.Equal(Message, WorkflowExecution.Parser.ParseFrom(read.Message));
    }

    [Fact]
    public void Every_truncation_is_refused_at_the_end_and_awaited_before_it()
    {
        var frame = GrpcFrame.Encode(Message, compress: false);

        for (var length = 0; length < frame.Length; length++)
        {
            var part = new ReadOnlySequence<byte>(frame, 0, length);
            Assert.True(GrpcFrame.Read(part, null, 1024, isFinal: false).NeedsMore);
            Assert.Equal(GrpcStatusCode.Internal, GrpcFrame.Read(part, null, 1024, isFinal: true).Error?.Code);
        }
    }

    [Fact]
    public void An_oversized_message_is_refused_from_its_prefix_alone()
    {
        byte[] prefix = [0, 0x7F, 0xFF, 0xFF, 0xFF];

        var read = GrpcFrame.Read(new(prefix), null, GrpcFrame.DefaultMaxMessage, isFinal: false);

        Assert.Equal(GrpcStatusCode.ResourceExhausted, read.Error?.Code);
    }

    [Fact]
    public void A_gzip_bomb_is_refused_while_it_inflates()
    {
        var bomb = new MemoryStream();
        using (var gzip = new GZipStream(bomb, CompressionLevel.SmallestSize, leaveOpen: true)) gzip.Write(new byte[8 * 1024 * 1024]);
        byte[] frame = [1, .. BigEndian((int)bomb.Length), .. bomb.ToArray()];

        var read = Read(frame, "gzip");

        Assert.Equal(GrpcStatusCode.ResourceExhausted, read.Error?.Code);
    }

    [Theory]
    [InlineData(null, nameof(GrpcStatusCode.Internal))]
    [InlineData("identity", nameof(GrpcStatusCode.Internal))]
    [InlineData("snappy", nameof(GrpcStatusCode.Unimplemented))]
    public void A_compressed_flag_without_a_known_encoding_is_refused(string? encoding, string expected)
    {
        var frame = GrpcFrame.Encode(Message, compress: true);

        var read = Read(frame, encoding);

        Assert.Equal(expected, read.Error?.Code.ToString());
    }

    [Fact]
    public void A_second_message_in_a_unary_body_is_refused()
    {
        byte[] frames = [.. GrpcFrame.Encode(Message, compress: false), .. GrpcFrame.Encode(Message, compress: false)];

        var read = Read(frames, null);

        Assert.Equal(GrpcStatusCode.Internal, read.Error?.Code);
    }

    [Fact]
    public void No_random_frame_crashes_the_reader()
    {
        var random = new Random(20_261_121);
        var outcomes = new Dictionary<string, int>();

        for (var i = 0; i < 100_000; i++)
        {
            var read = Read(RandomFrame(random), (i % 3) switch { 0 => null, 1 => "gzip", _ => "zstd" });
            var outcome = read.Error?.Code.ToString() ?? (read.NeedsMore ? "more" : ParseOutcome(read.Message));
            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
        }

        Assert.DoesNotContain("more", outcomes.Keys);
        Assert.Contains(nameof(GrpcStatusCode.Internal), outcomes.Keys);
        Assert.Contains("parsed", outcomes.Keys);
    }

    private static byte[] RandomFrame(Random random)
    {
        var frame = random.Next(2) == 0 ? GrpcFrame.Encode(Message, random.Next(2) == 0) : new byte[random.Next(64)];
        if (frame.Length > 0 && random.Next(8) > 0) random.NextBytes(frame.AsSpan(random.Next(frame.Length)));
        if (random.Next(2) == 0 && frame.Length >= 5) BigEndian(frame.Length - 5).CopyTo(frame, 1);
        if (random.Next(2) == 0 && frame.Length > 0) frame[0] &= 1;
        return frame;
    }

    private static string ParseOutcome(ReadOnlySequence<byte> message)
    {
        try
        {
            WorkflowExecution.Parser.ParseFrom(message);
            return "parsed";
        }
        catch (InvalidProtocolBufferException)
        {
            return "garbled";
        }
    }

    private static GrpcFrameRead Read(byte[] frame, string? encoding) =>
        GrpcFrame.Read(new(frame), encoding, GrpcFrame.DefaultMaxMessage, isFinal: true);

    private static byte[] BigEndian(int value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

    private static ReadOnlySequence<byte> Segments(byte[] bytes)
    {
        var first = new Segment(bytes.AsMemory(0, 1));
        var last = first;
        for (var i = 1; i < bytes.Length; i++) last = last.Append(bytes.AsMemory(i, 1));
        return new(first, 0, last, 1);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        internal Segment(ReadOnlyMemory<byte> memory) => Memory = memory;

        internal Segment Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Segment(memory) { RunningIndex = RunningIndex + Memory.Length };
            Next = next;
            return next;
        }
    }
}
