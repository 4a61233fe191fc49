using System.Collections.Concurrent;

namespace Hitl.Slack.WebApi;

/// <summary>Remembers until when Slack asked us not to call a method, or not to post to a channel.</summary>
internal sealed class SlackPacer(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _until = new(StringComparer.Ordinal);

    /// <summary>How much longer the limit holds; null when it does not.</summary>
    public TimeSpan? Held(string limit)
    {
        if (!_until.TryGetValue(limit, out var until)) return null;
        var left = until - time.GetUtcNow();
        if (left > TimeSpan.Zero) return left;
        _until.TryRemove(limit, out _);
        return null;
    }

    public void Hold(string limit, TimeSpan length) => _until[limit] = time.GetUtcNow() + length;
}
