using System.Security.Cryptography;
using System.Text;

namespace Hitl.Postgres.Personal;

/// <summary>AES-256-GCM with a random nonce: a version byte, nonce, tag, ciphertext.</summary>
internal static class SealedBytes
{
    private const byte Version = 1;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int Head = 1 + NonceBytes + TagBytes;

    public static byte[] Seal(byte[] key, ReadOnlySpan<byte> plain, string about)
    {
        var made = new byte[Head + plain.Length];
        made[0] = Version;
        var nonce = made.AsSpan(1, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Encrypt(nonce, plain, made.AsSpan(Head), made.AsSpan(1 + NonceBytes, TagBytes), Encoding.UTF8.GetBytes(about));
        return made;
    }

    /// <exception cref="CryptographicException">It was altered, or sealed under another key or about something else.</exception>
    public static byte[] Open(byte[] key, ReadOnlySpan<byte> made, string about)
    {
        if (made.Length < Head || made[0] != Version) throw new CryptographicException("Sealed bytes of an unknown form.");
        var plain = new byte[made.Length - Head];
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Decrypt(made.Slice(1, NonceBytes), made[Head..], made.Slice(1 + NonceBytes, TagBytes), plain, Encoding.UTF8.GetBytes(about));
        return plain;
    }
}
