using System.Security.Cryptography;
using System.Text;

namespace Temporal.DevServer.Hosting;

/// <summary>Lets calls in that carry the API key; everybody when none is set (loopback only).</summary>
internal sealed class ApiKeyGate(string? apiKey)
{
    private const string Scheme = "Bearer ";

    private readonly byte[]? _hash = string.IsNullOrEmpty(apiKey) ? null : SHA256.HashData(Encoding.UTF8.GetBytes(apiKey));

    /// <exception cref="RpcStatusException">UNAUTHENTICATED.</exception>
    internal void Check(string? authorization)
    {
        if (_hash is null) return;
        var given = authorization?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) == true ? authorization[Scheme.Length..] : "";
        if (!CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), _hash))
        {
            throw new RpcStatusException(GrpcStatusCode.Unauthenticated, "Request unauthorized.");
        }
    }
}
