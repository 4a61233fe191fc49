using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Hitl.Proof;

/// <summary>What an export shows of sealed fields, held against the digest of them that the row's own hash covers.</summary>
internal static class OpenedFields
{
    /// <summary>Shown when the customer's key was destroyed.</summary>
    public const string Erased = "[erased]";

    /// <summary>The member that keeps the digest from being guessed.</summary>
    public const string Salt = "salt";

    /// <summary>SHA-256 of the fields' canonical JSON, 64 hex digits.</summary>
    public static string Digest(string opened) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(opened)));

    /// <summary>Whether what is shown is what was sealed; what was erased, or is not shown, proves nothing and contradicts nothing.</summary>
    public static bool IsTrue(string body, string? opened) => opened is null or Erased || Sealed(body) == Digest(opened);

    private static string? Sealed(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.TryGetProperty("sealed", out var box) && box.TryGetProperty("digest", out var digest) ? digest.GetString() : null;
        }
        catch (Exception bad) when (bad is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
