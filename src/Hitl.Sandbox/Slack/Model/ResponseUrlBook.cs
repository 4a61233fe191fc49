using System.Security.Cryptography;
using Hitl.Sandbox.Journaling;

namespace Hitl.Sandbox.Slack.Model;

/// <summary>Hands out response URLs: thirty minutes, five uses. Remembered by the journal.</summary>
internal sealed class ResponseUrlBook(Journal journal, TimeProvider clock)
{
    private const int MostUses = 5;
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(30);
    private readonly DurableTable<ResponseUrl> _urls = new(journal, "slack.response_urls");

    public ResponseUrl Issue(string user, string channel, string? messageTs) => journal.Change(() =>
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
        return _urls.Put(id, new(id, user, channel, messageTs, clock.GetUtcNow(), 0));
    });

    /// <summary>Counts one use.</summary>
    /// <returns>The interaction it answers, or Slack's error.</returns>
    public (ResponseUrl? Url, string? Error) Use(string id) => journal.Change<(ResponseUrl?, string?)>(() =>
    {
        if (!_urls.TryFind(id, out var url)) return (null, "invalid_url");
        if (clock.GetUtcNow() - url.Issued > Life) return (null, "expired_url");
        if (url.Uses >= MostUses) return (null, "used_url");
        return (_urls.Put(id, url with { Uses = url.Uses + 1 }), null);
    });

    public void Clear() => journal.Change(() =>
    {
        _urls.Clear();
        return true;
    });
}
