using System.Security.Cryptography;
using System.Text;

namespace Temporal.DevServer.Access;

/// <summary>Lets calls in that carry an API key, with its rights; everybody when none is set (loopback only, or by client certificate).</summary>
internal sealed class ApiKeyGate(IEnumerable<ApiKeyGrant> grants)
{
    private const string Scheme = "Bearer ";

    private readonly List<(byte[] Hash, CallerRights Rights)> _keys =
        [.. grants.Select(g => (SHA256.HashData(Encoding.UTF8.GetBytes(g.Key)), new CallerRights(g.Role, g.TaskQueues)))];

    /// <exception cref="RpcStatusException">UNAUTHENTICATED.</exception>
    internal CallerRights Check(string? authorization)
    {
        if (_keys.Count == 0) return CallerRights.Everything;
        var given = authorization?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) == true ? authorization[Scheme.Length..] : "";
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(given));
        CallerRights? found = null;
        // Every key is compared, so that the time taken says nothing about which one matched.
        foreach (var (known, rights) in _keys)
        {
            if (CryptographicOperations.FixedTimeEquals(hash, known)) found = rights;
        }
        return found ?? throw new RpcStatusException(GrpcStatusCode.Unauthenticated, "Request unauthorized.");
    }
}
