using System.Security.Cryptography;

namespace Hitl.Postgres.Personal;

/// <summary>The keys that wrap customers' keys, from a file outside the database: one <c>name base64</c> a line, the first wraps, all unwrap.</summary>
internal sealed class MasterKeys
{
    private const int KeyBytes = 32;

    private readonly Dictionary<string, byte[]> _keys = new(StringComparer.Ordinal);
    private readonly string _active;

    private MasterKeys(IReadOnlyList<(string Name, byte[] Key)> keys)
    {
        foreach (var (name, key) in keys) _keys.Add(name, key);
        _active = keys[0].Name;
    }

    /// <summary>Reads a key file.</summary>
    /// <exception cref="InvalidDataException">A line is not of the form, or there is none.</exception>
    public static MasterKeys FromFile(string path)
    {
        var keys = new List<(string, byte[])>();
        foreach (var line in File.ReadLines(path).Where(line => !string.IsNullOrWhiteSpace(line)))
        {
            var key = new byte[KeyBytes];
            if (line.Split(' ') is not [{ Length: > 0 and <= 40 } name, var text] || !Convert.TryFromBase64String(text, key, out var length) || length != KeyBytes)
                throw new InvalidDataException($"A line of {path} is not 'name base64' with {KeyBytes} bytes.");
            keys.Add((name, key));
        }

        return keys.Count > 0 ? new(keys) : throw new InvalidDataException($"{path} holds no key.");
    }

    /// <summary>A customer's key as it is stored: the name of the master key, and the sealed key.</summary>
    public string Wrap(Guid id, byte[] key) => _active + ":" + Convert.ToBase64String(SealedBytes.Seal(_keys[_active], key, About(id)));

    /// <summary>The customer's key again.</summary>
    /// <exception cref="CryptographicException">The master key is not there, or the stored key was altered.</exception>
    public byte[] Unwrap(Guid id, string wrapped)
    {
        var colon = wrapped.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || !_keys.TryGetValue(wrapped[..colon], out var master))
            throw new CryptographicException($"The key of customer key {id:D} is wrapped by a master key that is not in the key file.");
        return SealedBytes.Open(master, Convert.FromBase64String(wrapped[(colon + 1)..]), About(id));
    }

    private static string About(Guid id) => $"hitl-customer-key-v1 {id:D}";
}
