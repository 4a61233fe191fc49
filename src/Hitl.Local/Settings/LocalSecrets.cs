using System.Security.Cryptography;
using System.Text.Json;

namespace Hitl.Local.Settings;

/// <summary>The random secrets of one local system, made on its first start and kept in a file that only its user can read.</summary>
public sealed class LocalSecrets
{
    private readonly string _path;
    private readonly Dictionary<string, string> _values;

    private LocalSecrets(string path, Dictionary<string, string> values)
    {
        _path = path;
        _values = values;
    }

    /// <summary>Opens the secrets of a directory, or starts an empty file.</summary>
    public static LocalSecrets Open(string directory)
    {
        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, "secrets.json");
        var values = File.Exists(path) ? JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(path)) : null;
        return new(path, values ?? []);
    }

    /// <summary>The secret of this name; 32 random bytes in the given spelling, made the first time it is asked for.</summary>
    /// <param name="name">Stable name within the directory.</param>
    /// <param name="prefix">Put before the random part.</param>
    /// <param name="spell">How 32 random bytes are written; base64url when null.</param>
    public string Get(string name, string prefix = "", Func<byte[], string>? spell = null)
    {
        if (_values.TryGetValue(name, out var known)) return known;
        var bytes = RandomNumberGenerator.GetBytes(32);
        var value = prefix + (spell ?? (b => System.Buffers.Text.Base64Url.EncodeToString(b)))(bytes);
        _values[name] = value;
        Save();
        return value;
    }

    private void Save() => PrivateFile.Write(_path, JsonSerializer.Serialize(_values));
}
