using Temporal.DevServer.Stores;

namespace Temporal.Tests.DevServer.Faults;

/// <summary>Two engines' views of one store: the one that took it over last, and the one it took it from.</summary>
internal sealed record StorePair(IHistoryStore Current, IHistoryStore Fenced)
{
    internal static async Task<StorePair> InMemoryAsync(Func<IHistoryStore, IHistoryStore>? wrap = null)
    {
        var fenced = new MemoryHistoryStore();
        await fenced.OpenAsync(default);
        var current = fenced.Share();
        await current.OpenAsync(default);
        return new(wrap?.Invoke(current) ?? current, fenced);
    }
}
