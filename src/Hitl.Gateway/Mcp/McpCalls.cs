using System.Collections.Concurrent;
using Hitl.Gateway.Callers;
using Hitl.Gateway.Problems;
using Microsoft.Extensions.Options;

namespace Hitl.Gateway.Mcp;

/// <summary>Calls under way on this gateway: how many an agent has, and the way to stop one of them.</summary>
internal sealed class McpCalls(IOptions<McpOptions> options)
{
    private readonly ConcurrentDictionary<Key, CancellationTokenSource> _running = new();
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>Takes a place; the refusal says that there is none left.</summary>
    public Refusal? Enter(Caller caller)
    {
        if (_counts.AddOrUpdate(caller.By, 1, (_, count) => count + 1) <= options.Value.MostOpenCalls) return null;
        Leave(caller);
        return new(429, "limit.open_calls", $"{options.Value.MostOpenCalls} calls of yours are open; wait for one to end.") { RetryAfter = 1 };
    }

    public void Leave(Caller caller)
    {
        if (_counts.AddOrUpdate(caller.By, 0, (_, count) => count - 1) <= 0) _counts.TryRemove(new(caller.By, 0));
    }

    /// <summary>Makes a call one that <see cref="CancelAsync"/> stops. Of two with one name only the first can be stopped by it.</summary>
    public IDisposable Track(Caller caller, string session, string id, CancellationTokenSource source)
    {
        var key = new Key(caller.By, session, id);
        return _running.TryAdd(key, source) ? new Tracked(this, key) : Tracked.Nothing;
    }

    /// <summary>Stops a call of this caller in this session; nothing when there is none, which is no error: it may have ended.</summary>
    public async Task CancelAsync(Caller caller, string session, string id)
    {
        if (_running.TryGetValue(new(caller.By, session, id), out var source)) await source.CancelAsync();
    }

    private readonly record struct Key(string By, string Session, string Id);

    private sealed class Tracked(McpCalls? calls, Key key) : IDisposable
    {
        public static readonly Tracked Nothing = new(null, default);

        public void Dispose() => calls?._running.TryRemove(key, out _);
    }
}
