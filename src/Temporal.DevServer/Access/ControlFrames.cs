using System.Buffers;
using System.IO.Pipelines;

namespace Temporal.DevServer.Access;

/// <summary>Counts the frames of a connection that ask for no call but cost work all the same: pings, settings, windows, empty data. Source: RFC 9113, 10.5.</summary>
internal sealed class ControlFrames(PipeReader inner, TimeProvider time, Action tooMany) : ForwardedInput(inner)
{
    /// <summary>So many in <see cref="Window"/> are a flood: a client that measures its line pings some ten times a second.</summary>
    internal const int Most = 10_000;

    /// <summary>How long they are counted together.</summary>
    internal static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private const int Preface = 24;
    private const int HeaderLength = 9;

    // A call may bring a few of them: settings of its windows, and a ping.
    private const int PerCall = 4;

    private readonly byte[] _header = new byte[HeaderLength];
    private ReadOnlySequence<byte> _read;
    private long _skipped = Preface;
    private int _headerRead;
    private int _count;
    private bool _isTold;
    private long _from = time.GetTimestamp();

    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        var result = await base.ReadAsync(cancellationToken);
        _read = result.Buffer;
        return result;
    }

    public override bool TryRead(out ReadResult result)
    {
        if (!base.TryRead(out result)) return false;
        _read = result.Buffer;
        return true;
    }

    public override void AdvanceTo(SequencePosition consumed)
    {
        Pass(consumed);
        base.AdvanceTo(consumed);
    }

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        Pass(consumed);
        base.AdvanceTo(consumed, examined);
    }

    // What was not consumed comes again.
    private void Pass(SequencePosition consumed)
    {
        foreach (var part in _read.Slice(_read.Start, consumed)) Pass(part.Span);
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
            Count((FrameType)_header[3], isEmpty: _skipped == 0, isLast: (_header[4] & 1) != 0);
        }
    }

    private void Count(FrameType type, bool isEmpty, bool isLast)
    {
        if (type == FrameType.Headers) _count = Math.Max(0, _count - PerCall);
        // A reset comes to nothing together with its headers, and is counted there.
        else if (type != FrameType.Reset && (type != FrameType.Data || (isEmpty && !isLast))) Add();
    }

    private void Add()
    {
        if (time.GetElapsedTime(_from) > Window) (_from, _count) = (time.GetTimestamp(), 0);
        if (++_count <= Most || _isTold) return;
        _isTold = true;
        tooMany();
    }

    private enum FrameType : byte
    {
        Data = 0,
        Headers = 1,
        Reset = 3,
    }
}
