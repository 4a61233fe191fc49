using System.Text;

namespace Temporalio.Common.EnvConfig;

/// <summary>Something configured either by value or by the path of a file.</summary>
public class DataSource
{
    private protected DataSource()
    {
    }

    /// <summary>The file; null if given by value.</summary>
    public string? Path { get; private init; }

    /// <summary>The value; null if given by a file.</summary>
    public byte[]? Data { get; private init; }

    /// <summary>Refers to a file.</summary>
    /// <param name="path">Its path.</param>
    /// <returns>The source.</returns>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    public static DataSource FromPath(string path) =>
        string.IsNullOrEmpty(path) ? throw new ArgumentException("Path cannot be null or empty", nameof(path)) : new() { Path = path };

    /// <summary>Holds a text.</summary>
    /// <param name="content">The text.</param>
    /// <returns>The source.</returns>
    /// <exception cref="ArgumentException">There is no text.</exception>
    public static DataSource FromUTF8String(string content) =>
        new() { Data = Encoding.UTF8.GetBytes(content ?? throw new ArgumentException("Content cannot be null", nameof(content))) };

    /// <summary>Holds bytes.</summary>
    /// <param name="data">The bytes.</param>
    /// <returns>The source.</returns>
    /// <exception cref="ArgumentException">There are no bytes.</exception>
    public static DataSource FromBytes(byte[] data) =>
        data is { Length: > 0 } ? new() { Data = data } : throw new ArgumentException("Data cannot be null or empty", nameof(data));

    /// <summary>Makes a source of the form files have.</summary>
    /// <param name="dictionary">A setting <c>data</c> or <c>path</c>.</param>
    /// <returns>The source; null if there is neither.</returns>
    public static DataSource? FromDictionary(IReadOnlyDictionary<string, string>? dictionary)
    {
        if (dictionary is null) return null;
        if (dictionary.TryGetValue("data", out var data)) return FromUTF8String(data);
        return dictionary.TryGetValue("path", out var path) ? FromPath(path) : null;
    }

    /// <summary>Makes the form files have.</summary>
    /// <returns>A setting <c>data</c> or <c>path</c>.</returns>
    public Dictionary<string, string> ToDictionary() =>
        Path is { } path ? new() { ["path"] = path } : new() { ["data"] = Encoding.UTF8.GetString(Data ?? []) };

    /// <summary>Gives the value, read from the file if need be.</summary>
    /// <returns>The bytes.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public byte[]? GetBytes() => Data ?? File.ReadAllBytes(Path!);
}
