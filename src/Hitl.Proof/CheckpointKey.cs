using System.Security.Cryptography;
using System.Text;

namespace Hitl.Proof;

/// <summary>Signs and verifies checkpoints: ECDSA P-256 with SHA-256 over a signed note.</summary>
/// <remarks>Form of the note: C2SP signed-note; signature type 2 (ECDSA, ASN.1), key hash = first 4 bytes of SHA-256 of the public key's DER.</remarks>
public sealed class CheckpointKey : IDisposable
{
    private const string Signer = "hitl-checkpoint";
    private const int HashBytes = 4;

    private readonly ECDsa _key;
    private readonly byte[] _keyHash;

    private CheckpointKey(ECDsa key)
    {
        _key = key;
        _keyHash = SHA256.HashData(key.ExportSubjectPublicKeyInfo())[..HashBytes];
    }

    /// <summary>The public key as PEM, for whoever verifies.</summary>
    public string PublicPem => _key.ExportSubjectPublicKeyInfoPem();

    /// <summary>Loads a key from PEM text: a private key signs and verifies, a public key verifies only.</summary>
    /// <exception cref="CryptographicException">The text is no key on curve P-256.</exception>
    public static CheckpointKey FromPem(string pem)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            if (key.KeySize != 256) throw new CryptographicException($"The checkpoint key has {key.KeySize} bits; ECDSA P-256 is needed.");
            return new(key);
        }
        catch (Exception bad) when (bad is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new CryptographicException("The checkpoint key is no PEM of an ECDSA P-256 key.", bad);
        }
    }

    /// <summary>Loads a key from a PEM file.</summary>
    public static CheckpointKey FromFile(string path) => FromPem(File.ReadAllText(path));

    /// <summary>Makes a key file readable by its owner only, unless there is one, and loads it.</summary>
    public static CheckpointKey EnsureFile(string path)
    {
        if (!File.Exists(path))
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var file = new FileStream(path, options);
            file.Write(Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem()));
            file.Flush(flushToDisk: true);
        }

        return FromFile(path);
    }

    /// <summary>Signs a checkpoint: the note to store and to anchor, byte for byte.</summary>
    public string Sign(Checkpoint checkpoint)
    {
        var text = checkpoint.ToText();
        var signature = _key.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return $"{text}\n— {Signer} {Convert.ToBase64String([.. _keyHash, .. signature])}\n";
    }

    /// <summary>Reads a note; null when it is malformed or not signed by this key. Never throws for bad input.</summary>
    public Checkpoint? Read(string note)
    {
        var end = note.IndexOf("\n\n", StringComparison.Ordinal);
        var prefix = $"— {Signer} ";
        if (end < 0 || !note.AsSpan(end + 2).StartsWith(prefix) || !note.EndsWith('\n')) return null;
        var text = note[..(end + 1)];
        var signed = note.AsSpan(end + 2 + prefix.Length).TrimEnd('\n');
        var bytes = new byte[signed.Length];
        if (!Convert.TryFromBase64Chars(signed, bytes, out var length) || length <= HashBytes) return null;
        // Base64 has several spellings of the same bytes; only the one that is written counts, or a note could change unseen.
        if (note != $"{text}\n{prefix}{Convert.ToBase64String(bytes.AsSpan(0, length))}\n") return null;
        return bytes.AsSpan(0, HashBytes).SequenceEqual(_keyHash)
            && _key.VerifyData(
                Encoding.UTF8.GetBytes(text), bytes.AsSpan(HashBytes, length - HashBytes), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)
            ? Checkpoint.Read(text)
            : null;
    }

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();
}
