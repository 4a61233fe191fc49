using Hitl.Proof;

namespace Hitl.Postgres.Ledger;

/// <summary>Checkpoints kept in a file outside the database, one JSON string a line, appended and flushed to disk.</summary>
internal sealed class AnchorFile(string directory)
{
    private const int TailBytes = 64 * 1024;

    public string Path { get; } = System.IO.Path.Combine(directory, $"{Seal.MainChain}.checkpoints.jsonl");

    /// <summary>The last note that was written whole; null when there is none.</summary>
    public string? Last()
    {
        if (!File.Exists(Path)) return null;
        using var file = File.OpenRead(Path);
        file.Seek(-Math.Min(TailBytes, file.Length), SeekOrigin.End);
        using var reader = new StreamReader(file);
        return reader.ReadToEnd().Split('\n').Select(AnchorNotes.Read).LastOrDefault(note => note is not null);
    }

    /// <summary>Every note that was written whole.</summary>
    public IEnumerable<string> All() => File.Exists(Path) ? AnchorNotes.Of(File.ReadLines(Path)) : [];

    public void Append(IEnumerable<string> notes)
    {
        Directory.CreateDirectory(directory);
        using var file = new FileStream(Path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        file.Seek(0, SeekOrigin.End);
        using var writer = new StreamWriter(file) { NewLine = "\n" };
        // A crash in the middle of a line leaves a torn one behind; end it, so that it spoils no other.
        if (!EndsLine(file)) writer.WriteLine();
        foreach (var note in notes) writer.WriteLine(AnchorNotes.Write(note));
        writer.Flush();
        file.Flush(flushToDisk: true);
    }

    /// <summary>Puts the file aside, after a person accepted that the database was restored.</summary>
    public void PutAside(string suffix)
    {
        if (File.Exists(Path)) File.Move(Path, $"{Path}.{suffix}");
    }

    private static bool EndsLine(FileStream file)
    {
        if (file.Length == 0) return true;
        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() == '\n';
    }
}
