using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Temporal.DevServer.Stores.Files;

/// <summary>A file that is only appended to: a line that says what it is, then frames of length, its complement, checksum and record. What was appended is on disk.</summary>
/// <remarks>A crash can tear the last frame only; it was never confirmed and is cut off. Damage anywhere else is told, and nothing is changed.</remarks>
internal sealed class StoreFile(string path) : IDisposable
{
    private const int ChecksumLength = 8;
    private const int HeaderLength = (2 * sizeof(int)) + ChecksumLength;
    private static ReadOnlySpan<byte> Title => "hitl-temporal store 1\n"u8;

    private FileStream? _stream;
    private long _end;

    internal bool IsOpen => _stream is not null;

    /// <summary>Opens the file for this process alone, creating it if need be.</summary>
    /// <returns>Every record, in order.</returns>
    /// <exception cref="IOException">It is in use, is no file of this server, or is damaged; the message says which and where.</exception>
    internal IReadOnlyList<byte[]> Open()
    {
        _stream = Lock();
        var content = new byte[_stream.Length];
        _stream.ReadExactly(content);
        if (!content.AsSpan().StartsWith(Title[..Math.Min(Title.Length, content.Length)])) throw Refused($"{path} is no file of this server. Name another one, or one that does not exist yet.");
        if (content.Length < Title.Length) WriteTitle(_stream);
        var records = Read(content);
        _stream.SetLength(_end);
        return records;
    }

    /// <summary>Appends a record; it outlives the machine's power when this returns.</summary>
    /// <exception cref="StoreUnavailableException">It could not be written, and is not there.</exception>
    internal void Append(byte[] record)
    {
        if (_stream is not { } stream) throw new StoreUnavailableException($"{path} is closed.", new ObjectDisposedException(path));
        try
        {
            // What a failed write left behind is written over, or cut off here.
            if (stream.Length != _end) stream.SetLength(_end);
            stream.Position = _end;
            stream.Write(Frame(record));
            stream.Flush(flushToDisk: true);
            _end = stream.Position;
        }
        catch (IOException failure)
        {
            throw new StoreUnavailableException($"{path} could not be written: {failure.Message}", failure);
        }
    }

    /// <summary>Puts these records in place of all that the file holds, or leaves it as it is.</summary>
    internal void Rewrite(IEnumerable<byte[]> records)
    {
        var next = path + ".next";
        using (var stream = new FileStream(next, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            WriteTitle(stream);
            foreach (var record in records) stream.Write(Frame(record));
            stream.Flush(flushToDisk: true);
        }

        File.Move(next, path, overwrite: true);
        Dispose();
        _stream = Lock();
        _end = _stream.Length;
    }

    /// <summary>Lets the file go; what is appended later is refused.</summary>
    public void Dispose()
    {
        _stream?.Dispose();
        _stream = null;
    }

    private FileStream Lock()
    {
        try
        {
            return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new IOException($"{path} cannot be opened: {denied.Message}", denied);
        }
    }

    private static void WriteTitle(FileStream stream)
    {
        stream.Position = 0;
        stream.Write(Title);
    }

    private static byte[] Frame(byte[] record)
    {
        var frame = new byte[HeaderLength + record.Length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, record.Length);
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(sizeof(int)), ~record.Length);
        Checksum(record).CopyTo(frame.AsSpan(HeaderLength - ChecksumLength));
        record.CopyTo(frame, HeaderLength);
        return frame;
    }

    private static ReadOnlySpan<byte> Checksum(ReadOnlySpan<byte> record) => SHA256.HashData(record).AsSpan(0, ChecksumLength);

    private List<byte[]> Read(byte[] content)
    {
        var records = new List<byte[]>();
        for (_end = Title.Length; _end < content.Length;)
        {
            var rest = content.AsSpan((int)_end);
            var length = LengthOf(rest);
            if (length <= rest.Length - HeaderLength && rest.Slice(HeaderLength, length.Value) is var record && Checksum(record).SequenceEqual(rest[(HeaderLength - ChecksumLength)..HeaderLength]))
            {
                records.Add(record.ToArray());
                _end += HeaderLength + record.Length;
            }
            else if (rest.Length < HeaderLength || length >= rest.Length - HeaderLength || rest.IndexOfAnyExcept((byte)0) < 0) break; // The last frame, or blank space where it was to be.
            else throw Refused($"{path} is damaged at byte {_end} of {content.Length}. Restore it from a copy; nothing was changed.");
        }

        return records;
    }

    // Null where no length can stand: one that was damaged must not be taken for one that was torn.
    private static int? LengthOf(ReadOnlySpan<byte> rest) =>
        rest.Length >= HeaderLength && BinaryPrimitives.ReadInt32LittleEndian(rest) is > 0 and var length && BinaryPrimitives.ReadInt32LittleEndian(rest[sizeof(int)..]) == ~length ? length : null;

    private IOException Refused(string message)
    {
        Dispose();
        return new(message);
    }
}
