using System.Net.Http.Headers;

namespace Hitl.Client;

/// <summary>The one way into the gateway from .NET: agents, the command line and the console all use it. Safe to share between threads.</summary>
/// <remarks>
/// Every call is retried for up to 5 s when the gateway is unreachable, overloaded or restarting. That is safe for writes as well, because each
/// carries an idempotency key that stays the same over its retries.
/// </remarks>
public sealed partial class HitlClient
{
    private readonly GatewayCalls _calls;

    /// <summary>Talks to a gateway.</summary>
    /// <param name="http">With the gateway's address as base address; a timeout of at least 70 s lets long polls run.</param>
    /// <param name="apiKey">An API key (<c>hk_…</c>); null when the caller's handler adds a credential itself.</param>
    /// <param name="clock">Time for retries; the system's when null.</param>
    public HitlClient(HttpClient http, string? apiKey, TimeProvider? clock = null)
    {
        if (http.BaseAddress is null) throw new ArgumentException("The HTTP client needs the gateway's address as its base address.", nameof(http));
        var credential = apiKey is null ? null : new AuthenticationHeaderValue("Bearer", apiKey);
        _calls = new(http, credential, clock ?? TimeProvider.System);
    }

    /// <summary>Who the credential says the caller is.</summary>
    /// <exception cref="Problems.HitlApiException">The gateway refused or could not be reached.</exception>
    public Task<WhoAmI> WhoAmIAsync(CancellationToken cancel = default) => _calls.GetAsync<WhoAmI>("v1/whoami", cancel);
}
