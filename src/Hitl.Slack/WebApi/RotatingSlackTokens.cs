using System.Text.Json;
using System.Text.Json.Nodes;
using Hitl.Escalations.Keys;
using Hitl.Peers;
using Microsoft.Extensions.Options;

namespace Hitl.Slack.WebApi;

/// <summary>Tokens of an app with token rotation: changed well before they end, by one process of all, and kept before they are used.</summary>
/// <remarks>Source: Slack, “Using token rotation”: access tokens live 12 h, refresh tokens are good once.</remarks>
internal sealed class RotatingSlackTokens(HttpClient http, IOptions<SlackOptions> options, ITokenVault vault, TimeProvider time) : ISlackTokens, IDisposable
{
    private const string Name = "slack.bot";
    private static readonly TimeSpan Margin = TimeSpan.FromHours(2);
    private readonly SemaphoreSlim _one = new(1, 1);
    private RotatingToken? _known;
    private string? _ended;

    public async ValueTask<string?> BotTokenAsync(CancellationToken cancel)
    {
        if (_known is { } known && IsFresh(known)) return known.Access;
        await _one.WaitAsync(cancel);
        try
        {
            if (_known is { } meanwhile && IsFresh(meanwhile)) return meanwhile.Access;
            _known = await vault.CurrentAsync(Name, IsFresh, RefreshAsync, cancel);
            // One that could not be changed in time may still be good for a while.
            return _known?.Access;
        }
        catch (Exception away) when (away is not OperationCanceledException)
        {
            // Where it is kept is away: the one we know may be good for hours yet, and without one the call is tried again later.
            return _known is { } last && last.Access != _ended && last.ExpiresAt > time.GetUtcNow() ? last.Access : null;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Ended(string token) => _ended = token;

    public void Dispose() => _one.Dispose();

    private bool IsFresh(RotatingToken token) => token.Access != _ended && token.ExpiresAt - time.GetUtcNow() > Margin;

    private async Task<RotatingToken?> RefreshAsync(RotatingToken? before, CancellationToken cancel)
    {
        var form = new Dictionary<string, string>
        {
            ["client_id"] = options.Value.ClientId, ["client_secret"] = options.Value.ClientSecret, ["grant_type"] = "refresh_token",
            ["refresh_token"] = before?.Refresh ?? options.Value.RefreshToken,
        };
        try
        {
            using var content = new FormUrlEncodedContent(form);
            using var answer = await http.PostAsync(new Uri(options.Value.Base(), "oauth.v2.access"), content, cancel);
            return answer.IsSuccessStatusCode ? Token(JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancel)) as JsonObject) : null;
        }
        catch (Exception failure) when (PeerFailure.IsAway(failure) || failure is JsonException)
        {
            return null;
        }
    }

    private RotatingToken? Token(JsonObject? body) =>
        body?["ok"]?.GetValueKind() == JsonValueKind.True && body["access_token"]?.ToString() is { Length: > 0 } access && body["refresh_token"]?.ToString() is { Length: > 0 } refresh
        && body["expires_in"] is JsonValue seconds && seconds.TryGetValue<int>(out var life)
            ? new(access, refresh, time.GetUtcNow() + TimeSpan.FromSeconds(life))
            : null;
}
