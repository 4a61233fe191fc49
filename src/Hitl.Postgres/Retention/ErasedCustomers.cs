using System.Text.Json;

namespace Hitl.Postgres.Retention;

/// <summary>Erasures, one JSON line each, beside the anchors and so outside the database: a restored backup must not bring anybody back.</summary>
internal sealed class ErasedCustomers(string directory)
{
    public string Path { get; } = System.IO.Path.Combine(directory, "erased.jsonl");

    /// <summary>Written whole and flushed to disk before it returns.</summary>
    public void Append(ErasedCustomer erased)
    {
        Directory.CreateDirectory(directory);
        using var file = new FileStream(Path, FileMode.Append, FileAccess.Write, FileShare.Read);
        // A crash in the middle of a line leaves a torn one; the line break in front keeps it from spoiling this one.
        file.Write([(byte)'\n', .. JsonSerializer.SerializeToUtf8Bytes(erased), (byte)'\n']);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Every erasure that was written whole.</summary>
    public IEnumerable<ErasedCustomer> All() => File.Exists(Path) ? File.ReadLines(Path).Select(Read).OfType<ErasedCustomer>() : [];

    private static ErasedCustomer? Read(string line)
    {
        try
        {
            return line.Length == 0 ? null : JsonSerializer.Deserialize<ErasedCustomer>(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
