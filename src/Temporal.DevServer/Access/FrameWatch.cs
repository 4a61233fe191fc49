using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;

namespace Temporal.DevServer.Access;

/// <summary>Looks at the frames of a connection before they are served, and ends it at a flood of those that come to nothing. Source: RFC 9113, 10.5.</summary>
/// <remarks>
/// Two kinds: those that ask for no call but cost work all the same (pings, settings, windows, empty data), and calls that are reset in the same breath in which they are opened.
/// Resets that come later cost a call each; <see cref="WastedStreams"/> counts them.
/// </remarks>
internal sealed class FrameWatch(PipeReader inner, TimeProvider time, Action flooded) : ForwardedInput(inner)
{
    /// <summary>So many that ask for nothing are a flood: a client that measures its line pings some ten times a second.</summary>
    internal const int MostIdle = 10_000;

    /// <summary>So many that are reset at once are a flood.</summary>
    internal const int MostResets = 200;

    /// <summary>How long they are counted together.</summary>
    internal static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private const int Preface = 24;
    private const int HeaderLength = 9;

    // A call may bring a few idle frames: settings of its windows, and a ping.
    private const int IdlePerCall = 4;

    private readonly byte[] _header = new byte[HeaderLength];
    private ReadOnlySequence<byte> _read;
    private long _seen;
    private long _skipped = Preface;
    private int _headerRead;
    private uint _firstOpened;
    private int _idle;
    private int _resets;
    private long _from = time.GetTimestamp();

    /// <exception cref="ConnectionAbortedException">The connection floods; nothing of what was read is given out.</exception>
    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) => Watched(await base.ReadAsync(cancellationToken));

    /// <exception cref="ConnectionAbortedException">The connection floods; nothing of what was read is given out.</exception>
    public override bool TryRead(out ReadResult result)
    {
        if (!base.TryRead(out result)) return false;
        Watched(result);
        return true;
    }

    public override void AdvanceTo(SequencePosition consumed)
    {
        Leave(consumed);
        base.AdvanceTo(consumed);
    }

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        Leave(consumed);
        base.AdvanceTo(consumed, examined);
    }

    private ReadResult Watched(ReadResult result)
    {
        _read = result.Buffer;
        _firstOpened = uint.MaxValue;
        foreach (var part in _read.Slice(_seen)) Pass(part.Span);
        _seen = _read.Length;
        if (_idle <= MostIdle && _resets <= MostResets) return result;
        flooded();
        throw new ConnectionAbortedException("A flood of frames that come to nothing.");
    }

    // What is not consumed comes again.
    private void Leave(SequencePosition consumed)
    {
        _seen = _read.Slice(consumed).Length;
        _read = default;
    }

    private void Pass(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var taken = (int)Math.Min(bytes.Length, _skipped > 0 ? _skipped : HeaderLength - _headerRead);
            if (_skipped > 0) _skipped -= taken;
            else
            {
                bytes[..taken].CopyTo(_header.AsSpan(_headerRead));
                _headerRead += taken;
            }

            bytes = bytes[taken..];
            if (_headerRead < HeaderLength) continue;
            _headerRead = 0;
            _skipped = (_header[0] << 16) | (_header[1] << 8) | _header[2];
            Count((FrameType)_header[3], isLast: (_header[4] & 1) != 0, BinaryPrimitives.ReadUInt32BigEndian(_header.AsSpan(5)));
        }
    }

    private void Count(FrameType type, bool isLast, uint stream)
    {
        if (time.GetElapsedTime(_from) > Window) (_from, _idle, _resets) = (time.GetTimestamp(), 0, 0);
        switch (type)
        {
            case FrameType.Headers:
                _idle = Math.Max(0, _idle - IdlePerCall);
                _firstOpened = Math.Min(_firstOpened, stream);
                break;
            case FrameType.Reset:
                // Streams are numbered upwards: this one was opened in this very read.
                if (stream >= _firstOpened) _resets++;
                break;
            case FrameType.Data when _skipped > 0 || isLast:
                break;
            default:
                _idle++;
                break;
        }
    }

    private enum FrameType : byte
    {
        Data = 0,
        Headers = 1,
        Reset = 3,
    }
}
