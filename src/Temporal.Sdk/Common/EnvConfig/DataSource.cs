using System.Text;

namespace Temporalio.Common.EnvConfig;

/// <summary>Something configured either by value or by the path of a file.</summary>
public sealed class DataSource
{
    private DataSource()
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
    public static DataSource FromUTF8String(string content) => new() { Data = Encoding.UTF8.GetBytes(content) };

    /// <summary>Holds bytes.</summary>
    /// <param name="data">The bytes.</param>
    /// <returns>The source.</returns>
    public static DataSource FromBytes(byte[] data) => new() { Data = data };

    /// <summary>The value, read from the file if need be.</summary>
    internal byte[] Read() => Data ?? File.ReadAllBytes(Path!);
}
