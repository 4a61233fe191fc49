using System.Text;
using System.Text.Json.Nodes;

namespace Hitl.Sandbox.Journaling;

/// <summary>The file under a <see cref="Journal"/>: appends are grouped, and each group is fsynced before it counts.</summary>
internal sealed class JournalFile : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly FileStream _stream;
    private readonly SemaphoreSlim _work = new(0);
    private readonly Task _writing;
    private List<byte[]> _waiting = [];
    private TaskCompletionSource _flushed = NewSource();
    private Exception? _broken;
    private TaskCompletionSource? _beingWritten;
    private bool _closing;

    private JournalFile(FileStream stream)
    {
        _stream = stream;
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>Opens for one owner and reads back the whole lines; a torn last line is cut off.</summary>
    public static (JournalFile File, List<JsonArray> Lines) Open(string path)
    {
        // Only FileShare.None takes an exclusive (advisory) lock, so that a second sandbox on the same directory fails at once.
        var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var lines = Parse(bytes, path, out var wholeLength);
        stream.SetLength(wholeLength);
        stream.Position = wholeLength;
        return (new JournalFile(stream), lines);
    }

    public void Append(byte[] line)
    {
        lock (_gate)
        {
            _waiting.Add(line);
        }

        _work.Release();
    }

    public Task FlushedAsync()
    {
        lock (_gate)
        {
            if (_broken is not null) return Task.FromException(new IOException("The sandbox's journal cannot be written.", _broken));
            return _waiting.Count > 0 ? _flushed.Task : _beingWritten?.Task ?? Task.CompletedTask;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _closing = true;
        _work.Release();
        await _writing;
        await _stream.DisposeAsync();
        _work.Dispose();
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static List<JsonArray> Parse(byte[] bytes, string path, out int wholeLength)
    {
        var lines = new List<JsonArray>();
        wholeLength = 0;
        while (wholeLength < bytes.Length)
        {
            var end = Array.IndexOf(bytes, (byte)'\n', wholeLength);
            var line = end < 0 ? null : WireJson.TryParse(Encoding.UTF8.GetString(bytes, wholeLength, end - wholeLength));
            if (line is not JsonArray puts)
            {
                // Only the last line can be torn by a crash; damage before it is somebody's edit and must not pass silently.
                if (end < 0 || end == bytes.Length - 1) break;
                throw new InvalidDataException($"{path}: line {lines.Count + 1} is not a journal line.");
            }

            lines.Add(puts);
            wholeLength = end + 1;
        }

        return lines;
    }

    private async Task WriteAsync()
    {
        while (true)
        {
            await _work.WaitAsync();
            var (group, done) = TakeGroup();
            if (group.Count > 0) Finish(done, TryWrite(group));
            else if (_closing) return;
        }
    }

    private (List<byte[]> Group, TaskCompletionSource Done) TakeGroup()
    {
        lock (_gate)
        {
            var group = _waiting;
            _waiting = [];
            if (group.Count == 0) return (group, _flushed);
            var done = _beingWritten = _flushed;
            _flushed = NewSource();
            return (group, done);
        }
    }

    private IOException? TryWrite(List<byte[]> group)
    {
        // After a failed write the file may end in half a line; writing on would bury it.
        if (_broken is IOException broken) return broken;
        try
        {
            foreach (var line in group) _stream.Write(line);
            _stream.Flush(flushToDisk: true);
            return null;
        }
        catch (IOException error)
        {
            return error;
        }
    }

    private void Finish(TaskCompletionSource done, IOException? error)
    {
        lock (_gate)
        {
            _broken ??= error;
            _beingWritten = null;
        }

        if (error is null) done.SetResult();
        else done.SetException(error);
    }
}
