using System.Buffers;
using Google.Protobuf;
using Temporal.Protocol.Grpc;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Tests.Protocol;

/// <summary>EN08: what arrives on the wire may be anything; reading it ends in a message, a status or a wish for more.</summary>
public sealed class GrpcFuzzTests
{
    private const int Frames = 1_000_000;

    [Fact]
    public void EN08_a_million_damaged_frames_are_read_without_a_crash()
    {
        var random = new Random(8);
        var methods = GrpcMethods.ByPath.Values.OrderBy(m => m.Path, StringComparer.Ordinal).ToArray();
        var whole = Whole();
        var outcomes = new int[4];

        for (var i = 0; i < Frames; i++)
        {
            var damaged = Damage(whole, random);
            var frame = GrpcFrame.Read(new ReadOnlySequence<byte>(damaged), random.Next(20) == 0 ? "gzip" : null, GrpcFrame.DefaultMaxMessage, random.Next(2) == 0);
            outcomes[frame.NeedsMore ? 0 : frame.Error is not null ? 1 : Parses(methods[i % methods.Length], frame.Message) ? 2 : 3]++;
        }

        Assert.All(outcomes, count => Assert.True(count > 100, string.Join(',', outcomes)));
    }

    private static bool Parses(GrpcMethod method, ReadOnlySequence<byte> message)
    {
        try
        {
            method.RequestParser.ParseFrom(message);
            return true;
        }
        catch (InvalidProtocolBufferException)
        {
            return false;
        }
    }

    private static byte[] Whole()
    {
        var request = new StartWorkflowExecutionRequest { Namespace = "default", WorkflowId = "w", WorkflowType = new() { Name = "T" }, TaskQueue = new() { Name = "q" } };
        var output = new ArrayBufferWriter<byte>();
        GrpcFrame.Write(request, output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Cut, stretched, or with some bytes changed; the prefix as likely as the rest.</summary>
    private static byte[] Damage(byte[] whole, Random random)
    {
        var damaged = whole.AsSpan(0, random.Next(4) == 0 ? random.Next(whole.Length) : whole.Length).ToArray();
        for (var changes = random.Next(4); changes > 0 && damaged.Length > 0; changes--)
        {
            var at = random.Next(3) == 0 ? random.Next(Math.Min(5, damaged.Length)) : random.Next(damaged.Length);
            damaged[at] = random.Next(2) == 0 ? (byte)random.Next(256) : (byte)(damaged[at] ^ (1 << random.Next(8)));
        }
        return damaged;
    }
}
