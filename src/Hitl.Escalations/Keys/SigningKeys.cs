using System.Security.Cryptography;

namespace Hitl.Escalations.Keys;

/// <summary>The keys that bind cards and decisions: one signs, all verify, so that a rotation overlaps.</summary>
public sealed class SigningKeys
{
    /// <summary>Shortest key accepted: 32 bytes.</summary>
    public const int MinimumBytes = 32;

    private readonly Dictionary<string, byte[]> _keys;

    /// <summary>Takes the keys.</summary>
    /// <param name="activeId">The id of the key that signs.</param>
    /// <param name="keys">Every key by id; ids are 1–16 characters of a–z, 0–9 and dash.</param>
    /// <exception cref="ArgumentException">The active key is missing, an id is malformed or a key is shorter than 32 bytes.</exception>
    public SigningKeys(string activeId, IReadOnlyDictionary<string, byte[]> keys)
    {
        if (!keys.ContainsKey(activeId)) throw new ArgumentException($"The active key '{activeId}' is not among the keys.", nameof(activeId));
        if (keys.Keys.FirstOrDefault(id => !IsWellFormed(id)) is { } malformed)
            throw new ArgumentException($"Key id '{malformed}' is not 1–16 characters of a–z, 0–9 and dash.", nameof(keys));
        if (keys.FirstOrDefault(pair => pair.Value.Length < MinimumBytes) is { Key: not null } weak)
            throw new ArgumentException($"Key '{weak.Key}' has {weak.Value.Length} bytes; at least {MinimumBytes} are needed.", nameof(keys));
        ActiveId = activeId;
        _keys = new(keys, StringComparer.Ordinal);
    }

    /// <summary>The id of the key that signs.</summary>
    public string ActiveId { get; }

    /// <summary>Signs with the active key: HMAC-SHA256, base64url without padding, 43 characters.</summary>
    public string Sign(ReadOnlySpan<byte> message) => Mac(_keys[ActiveId], message);

    /// <summary>Tells whether a key of ours made this signature; false for an unknown key, never an exception.</summary>
    public bool Verify(string keyId, ReadOnlySpan<byte> message, string mac) =>
        keyId is not null && mac is not null && _keys.TryGetValue(keyId, out var key)
        && CryptographicOperations.FixedTimeEquals(System.Text.Encoding.ASCII.GetBytes(Mac(key, message)), System.Text.Encoding.ASCII.GetBytes(mac));

    /// <summary>A 32-byte key for another purpose, so that one kept secret serves several without any being reused; null for an unknown key.</summary>
    /// <param name="keyId">Which key.</param>
    /// <param name="purpose">What it is for; different purposes give unrelated keys.</param>
    public byte[]? Derive(string keyId, ReadOnlySpan<byte> purpose) => _keys.TryGetValue(keyId, out var key) ? HMACSHA256.HashData(key, purpose) : null;

    // A dot would end the id early in a card token.
    private static bool IsWellFormed(string id) => id.Length is >= 1 and <= 16 && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private static string Mac(byte[] key, ReadOnlySpan<byte> message) =>
        System.Buffers.Text.Base64Url.EncodeToString(HMACSHA256.HashData(key, message));
}
