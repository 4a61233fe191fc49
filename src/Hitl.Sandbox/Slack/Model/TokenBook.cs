using System.Collections.Concurrent;

namespace Hitl.Sandbox.Slack.Model;

/// <summary>Bot tokens of an app with token rotation: each lives 12 hours, each refresh token is good once, and two access tokens at most are live.</summary>
internal sealed class TokenBook(TimeProvider clock)
{
    /// <summary>Seconds an access token lives.</summary>
    public const int Life = 43_200;

    /// <summary>The refresh token that comes with the installation.</summary>
    public const string First = "xoxe-1-local-sandbox";

    private const int MostLive = 2;
    private readonly Lock _gate = new();
    private readonly Queue<string> _order = new();
    private readonly ConcurrentDictionary<string, DateTimeOffset> _live = new(StringComparer.Ordinal);
    private readonly HashSet<string> _refresh = new([First], StringComparer.Ordinal);
    private int _made;

    /// <summary>Whether the token is one of these, and whether it has ended.</summary>
    public (bool IsKnown, bool HasEnded) Look(string token) =>
        _live.TryGetValue(token, out var until) ? (true, until <= clock.GetUtcNow()) : (false, false);

    /// <summary>Uses a refresh token up; null when it is none, or was used.</summary>
    public (string Access, string Refresh)? Refresh(string token)
    {
        lock (_gate)
        {
            if (!_refresh.Remove(token)) return null;
            var number = ++_made;
            var (access, next) = ($"xoxe.xoxb-local-sandbox-{number}", $"xoxe-1-local-sandbox-{number}");
            _refresh.Add(next);
            _live[access] = clock.GetUtcNow().AddSeconds(Life);
            _order.Enqueue(access);
            while (_order.Count > MostLive) _live[_order.Dequeue()] = DateTimeOffset.MinValue;
            return (access, next);
        }
    }
}
