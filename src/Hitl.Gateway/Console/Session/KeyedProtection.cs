using System.Security.Cryptography;
using System.Text;
using Hitl.Escalations.Keys;
using Microsoft.AspNetCore.DataProtection;

namespace Hitl.Gateway.Console.Session;

/// <summary>Protects cookies and form tokens with AES-GCM under keys derived from the active signing key: every replica reads them, nothing is kept on disk.</summary>
/// <remarks>A rotation of the signing key ends all sessions, which is what a rotation after a leak is for.</remarks>
internal sealed class KeyedProtection(SigningKeys keys) : IDataProtectionProvider
{
    public IDataProtector CreateProtector(string purpose) => new Protector(keys, purpose);

    private sealed class Protector : IDataProtector
    {
        private const int NonceLength = 12;
        private const int TagLength = 16;
        private readonly SigningKeys _keys;
        private readonly string _purpose;
        private readonly byte[] _key;

        public Protector(SigningKeys keys, string purpose)
        {
            _keys = keys;
            _purpose = purpose;
            _key = SHA256.HashData(Encoding.ASCII.GetBytes(keys.Sign(Encoding.UTF8.GetBytes("hitl-protect-v1\0" + purpose))));
        }

        // Lengths keep two chains of purposes from meaning the same one.
        public IDataProtector CreateProtector(string purpose) => new Protector(_keys, $"{_purpose.Length}:{_purpose}/{purpose}");

        public byte[] Protect(byte[] plaintext)
        {
            var sealedBytes = new byte[NonceLength + TagLength + plaintext.Length];
            RandomNumberGenerator.Fill(sealedBytes.AsSpan(0, NonceLength));
            using var cipher = new AesGcm(_key, TagLength);
            cipher.Encrypt(
                sealedBytes.AsSpan(0, NonceLength), plaintext, sealedBytes.AsSpan(NonceLength + TagLength), sealedBytes.AsSpan(NonceLength, TagLength));
            return sealedBytes;
        }

        public byte[] Unprotect(byte[] protectedData)
        {
            if (protectedData.Length < NonceLength + TagLength) throw new CryptographicException("Too short to be anything we protected.");
            var plaintext = new byte[protectedData.Length - NonceLength - TagLength];
            using var cipher = new AesGcm(_key, TagLength);
            cipher.Decrypt(
                protectedData.AsSpan(0, NonceLength), protectedData.AsSpan(NonceLength + TagLength), protectedData.AsSpan(NonceLength, TagLength), plaintext);
            return plaintext;
        }
    }
}
