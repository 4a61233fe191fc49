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
    /// <param name="each">Gets every record, in order and one at a time: a file may be larger than memory.</param>
    /// <returns>How many records there are.</returns>
    /// <exception cref="IOException">It is in use, is no file of this server, or is damaged; the message says which and where. Records before the place were given out.</exception>
    internal int Open(Action<byte[]> each)
    {
        var stream = _stream = Lock();
        var title = new byte[Math.Min(Title.Length, stream.Length)];
        stream.ReadExactly(title);
        if (!Title.StartsWith(title)) throw Refused($"{path} is no file of this server. Name another one, or one that does not exist yet.");
        if (title.Length < Title.Length) WriteTitle(stream);
        var count = 0;
        for (_end = Title.Length; Next(stream) is { } record; _end += HeaderLength + record.Length, count++) each(record);
        stream.SetLength(_end);
        return count;
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

    /// <summary>Puts these records in place of all that the file holds, or leaves it as it is where they cannot be written: it is the larger one, not a wrong one.</summary>
    internal void Rewrite(IEnumerable<byte[]> records)
    {
        var next = path + ".next";
        FileStream? stream = null;
        try
        {
            // It stays open, and so this process's alone, when it takes the file's name.
            stream = new(next, FileMode.Create, FileAccess.ReadWrite, FileShare.None);
            WriteTitle(stream);
            foreach (var record in records) stream.Write(Frame(record));
            stream.Flush(flushToDisk: true);
            File.Move(next, path, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            stream?.Dispose();
            if (File.Exists(next)) File.Delete(next);
            return;
        }

        Dispose();
        (_stream, _end) = (stream, stream.Length);
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

    // The record at the end of what was read; null where there is no more, or only a torn one.
    private byte[]? Next(FileStream stream)
    {
        stream.Position = _end;
        var rest = stream.Length - _end - HeaderLength;
        if (rest < 0) return null;
        Span<byte> header = stackalloc byte[HeaderLength];
        stream.ReadExactly(header);
        var length = LengthOf(header);
        if (length <= rest)
        {
            var record = new byte[length.Value];
            stream.ReadExactly(record);
            if (Checksum(record).SequenceEqual(header[^ChecksumLength..])) return record;
        }

        // The last frame, or blank space where it was to be.
        if (length >= rest || IsBlankFrom(stream, _end)) return null;
        throw Refused($"{path} is damaged at byte {_end} of {stream.Length}. Restore it from a copy; nothing was changed.");
    }

    private static bool IsBlankFrom(FileStream stream, long start)
    {
        stream.Position = start;
        Span<byte> part = stackalloc byte[4096];
        for (int read; (read = stream.Read(part)) > 0;)
        {
            if (part[..read].IndexOfAnyExcept((byte)0) >= 0) return false;
        }

        return true;
    }

    // Null where no length can stand: one that was damaged must not be taken for one that was torn.
    private static int? LengthOf(ReadOnlySpan<byte> header) =>
        BinaryPrimitives.ReadInt32LittleEndian(header) is > 0 and var length && BinaryPrimitives.ReadInt32LittleEndian(header[sizeof(int)..]) == ~length ? length : null;

    private IOException Refused(string message)
    {
        Dispose();
        return new(message);
    }
}
