namespace Hitl.Proof;

/// <summary>Reads a file line by line as bytes. Only a line feed ends a line: whatever else a text reader forgives would be a change unseen.</summary>
/// <param name="file">The file, from where it is to be read.</param>
/// <param name="isCsv">Whether a line feed between double quotes is part of a cell and ends nothing.</param>
internal sealed class ByteLines(Stream file, bool isCsv = false)
{
    private const int LongestLine = 64 * 1024 * 1024;

    private byte[] _buffer = new byte[128 * 1024];
    private int _from;
    private int _to;

    /// <summary>How many bytes have been read as lines.</summary>
    public long Offset { get; private set; }

    /// <summary>Whether the last line read lacks its line feed: the file was cut.</summary>
    public bool IsTorn { get; private set; }

    /// <summary>The next line without its line feed, good until the next call; null at the end.</summary>
    public async Task<ReadOnlyMemory<byte>?> NextAsync(CancellationToken cancel)
    {
        var (searched, isQuoted) = (0, false);
        while (true)
        {
            var feed = Feed(_buffer.AsSpan(_from + searched, _to - _from - searched), ref isQuoted);
            if (feed >= 0) return Take(searched + feed, feedBytes: 1);
            searched = _to - _from;
            if (searched > LongestLine) throw new InvalidDataException($"A line at byte {Offset} is longer than {LongestLine} bytes.");
            if (await FillAsync(cancel)) continue;
            if (searched == 0) return null;
            IsTorn = true;
            return Take(searched, feedBytes: 0);
        }
    }

    private int Feed(ReadOnlySpan<byte> bytes, ref bool isQuoted)
    {
        if (!isCsv) return bytes.IndexOf((byte)'\n');
        for (var at = 0; at < bytes.Length; at++)
        {
            if (bytes[at] == '"') isQuoted = !isQuoted;
            else if (bytes[at] == '\n' && !isQuoted) return at;
        }

        return -1;
    }

    private ReadOnlyMemory<byte> Take(int length, int feedBytes)
    {
        var line = _buffer.AsMemory(_from, length);
        _from += length + feedBytes;
        Offset += length + feedBytes;
        return line;
    }

    private async Task<bool> FillAsync(CancellationToken cancel)
    {
        if (_from > 0) _buffer.AsSpan(_from, _to - _from).CopyTo(_buffer);
        (_from, _to) = (0, _to - _from);
        if (_to == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
        var read = await file.ReadAsync(_buffer.AsMemory(_to), cancel);
        _to += read;
        return read > 0;
    }
}
