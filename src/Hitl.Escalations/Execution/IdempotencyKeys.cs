using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Hitl.Escalations.Execution;

/// <summary>The key a target sees for an effect: the same for every attempt, run, reset and replay, and different for every other effect.</summary>
public static class IdempotencyKeys
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    /// <summary>Derives the key: SHA-256 over request, revision, step and direction in lower-case base 32 (RFC 4648, unpadded), 52 characters.</summary>
    public static string For(EffectKey key)
    {
        // NUL parts the fields; no id or step name can contain it.
        var text = string.Create(
            CultureInfo.InvariantCulture, $"hitl-effect-v1\0{key.Request}\0{key.Revision}\0{key.Step}\0{(key.IsCompensation ? "undo" : "do")}");
        return Base32(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    private static string Base32(byte[] bytes)
    {
        var text = new StringBuilder(52);
        for (var bit = 0; bit < bytes.Length * 8; bit += 5)
        {
            var pair = bytes[bit / 8] << 8 | (bit / 8 + 1 < bytes.Length ? bytes[bit / 8 + 1] : 0);
            text.Append(Alphabet[pair >> (11 - bit % 8) & 31]);
        }

        return text.ToString();
    }
}
