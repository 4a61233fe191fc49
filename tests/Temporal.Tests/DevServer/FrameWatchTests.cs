using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Temporal.DevServer.Access;

namespace Temporal.Tests.DevServer;

/// <summary>Which frames of HTTP/2 count as a flood, and which as work.</summary>
public sealed class FrameWatchTests
{
    private const byte Data = 0, Headers = 1, Reset = 3, Settings = 4, Ping = 6, Window = 8, Continuation = 9, Unknown = 200;

    private readonly ManualTime _time = new();
    private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: 0));
    private readonly FrameWatch _frames;
    private int _told;

    public FrameWatchTests()
    {
        _frames = new(_pipe.Reader, _time, () => _told++);
        Send(new byte[24]);
    }

    [Theory]
    [InlineData(Settings, 0, 0)]
    [InlineData(Settings, 6, 0)]
    [InlineData(Ping, 8, 0)]
    [InlineData(Window, 4, 0)]
    [InlineData(Continuation, 0, 0)]
    [InlineData(Continuation, 300, 0)]
    [InlineData(Data, 0, 0)]
    [InlineData(Unknown, 70_000, 0)]
    public void A_frame_that_asks_for_nothing_counts_and_is_told_once(byte type, int length, byte flags)
    {
        for (var i = 0; i < FrameWatch.MostIdle; i++) Send(Frame(type, length, flags));
        Assert.Equal(0, _told);

        Cut(Frame(type, length, flags));
    }

    [Theory]
    [InlineData(Headers, 20, 5)]
    [InlineData(Reset, 4, 0)]
    [InlineData(Data, 0, 1)]
    [InlineData(Data, 1, 0)]
    [InlineData(Data, 16_384, 1)]
    public void A_frame_of_a_call_does_not_count(byte type, int length, byte flags)
    {
        for (var i = 0; i < FrameWatch.MostIdle + 1; i++) Send(Frame(type, length, flags));

        Assert.Equal(0, _told);
    }

    [Fact]
    public void A_call_may_bring_some_of_them()
    {
        for (var i = 0; i < FrameWatch.MostIdle; i++) Send([.. Frame(Headers, 20, 5), .. Frame(Window, 4), .. Frame(Window, 4), .. Frame(Ping, 8), .. Frame(Settings, 0)]);
        Assert.Equal(0, _told);

        // One too many each.
        for (var i = 0; i < FrameWatch.MostIdle - 4; i++) Send([.. Frame(Headers, 20, 5), .. Frame(Window, 4), .. Frame(Window, 4), .. Frame(Ping, 8), .. Frame(Settings, 0), .. Frame(Ping, 8)]);
        Cut([.. Frame(Headers, 20, 5), .. Frame(Ping, 8), .. Frame(Ping, 8), .. Frame(Ping, 8), .. Frame(Ping, 8), .. Frame(Ping, 8)]);
    }

    [Fact]
    public void They_are_counted_anew_after_a_while()
    {
        for (var i = 0; i < FrameWatch.MostIdle; i++) Send(Frame(Ping, 8));
        _time.Advance(FrameWatch.Window + TimeSpan.FromTicks(1));
        for (var i = 0; i < FrameWatch.MostIdle; i++) Send(Frame(Ping, 8));

        Assert.Equal(0, _told);
    }

    [Fact]
    public void A_call_that_is_reset_in_the_same_read_comes_to_nothing()
    {
        for (uint call = 0; call < FrameWatch.MostResets; call++) Send([.. Frame(Headers, 20, 5, stream: (2 * call) + 1), .. Frame(Reset, 4, stream: (2 * call) + 1)]);
        Assert.Equal(0, _told);

        Cut([.. Frame(Headers, 20, 5, stream: 1_001), .. Frame(Reset, 4, stream: 1_001)]);
    }

    [Fact]
    public void A_call_that_is_reset_later_does_not_count_here()
    {
        for (uint call = 1; call < 1_000; call += 2)
        {
            Send(Frame(Headers, 20, 5, stream: call + 2));
            Send([.. Frame(Reset, 4, stream: call), .. Frame(Headers, 20, 5, stream: call + 4)]);
        }

        Assert.Equal(0, _told);
    }

    [Fact]
    public void Resets_are_counted_anew_after_a_while()
    {
        for (uint call = 0; call < 2 * FrameWatch.MostResets; call++)
        {
            if (call == FrameWatch.MostResets) _time.Advance(FrameWatch.Window + TimeSpan.FromTicks(1));
            Send([.. Frame(Headers, 20, 5, stream: (2 * call) + 1), .. Frame(Reset, 4, stream: (2 * call) + 1)]);
        }

        Assert.Equal(0, _told);
    }

    [Fact]
    public async Task However_bytes_come_and_are_read_the_same_is_counted()
    {
        var random = new Random(7);
        byte[] all = [.. Enumerable.Range(0, FrameWatch.MostIdle + 1).SelectMany(i => i % 2 == 0 ? Frame(Ping, 8) : [.. Frame(Data, 40), .. Frame(Window, 4)])];
        for (var at = 0; at < all.Length;)
        {
            var count = Math.Min(random.Next(1, 60), all.Length - at);
            await _pipe.Writer.WriteAsync(all.AsMemory(at, count), TestContext.Current.CancellationToken);
            at += count;
            // Whoever reads leaves some of it for the next time, and is shown it again.
            if (at == all.Length)
            {
                await Assert.ThrowsAsync<ConnectionAbortedException>(async () => await _frames.ReadAsync(TestContext.Current.CancellationToken));
                break;
            }

            var read = await _frames.ReadAsync(TestContext.Current.CancellationToken);
            _frames.AdvanceTo(read.Buffer.GetPosition(random.NextInt64(read.Buffer.Length + 1)));
        }

        Assert.Equal(1, _told);
    }

    private static byte[] Frame(byte type, int length, byte flags = 0, uint stream = 1) =>
        [(byte)(length >> 16), (byte)(length >> 8), (byte)length, type, flags, (byte)(stream >> 24), (byte)(stream >> 16), (byte)(stream >> 8), (byte)stream, .. new byte[length]];

    private void Send(byte[] bytes)
    {
        Write(bytes);
        Assert.True(_frames.TryRead(out var read));
        _frames.AdvanceTo(read.Buffer.End);
    }

    private void Cut(byte[] bytes)
    {
        Write(bytes);
        Assert.Throws<ConnectionAbortedException>(() => _frames.TryRead(out _));
        Assert.Equal(1, _told);
    }

    private void Write(byte[] bytes)
    {
        _pipe.Writer.Write(bytes);
        Assert.True(_pipe.Writer.FlushAsync(TestContext.Current.CancellationToken).IsCompleted);
    }
}
