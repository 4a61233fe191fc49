using System.Globalization;
using Hitl.Escalations.Execution;
using Hitl.Escalations.Requests;
using Hitl.Governance.Catalogs;

namespace Hitl.Activities.Execution;

/// <summary>What must still hold right before an undoing: it was executed, its window is open, and nothing else undid it.</summary>
internal static class ReversalCheck
{
    /// <summary>Finds why nothing may be undone; null when it may, or when the request undoes nothing.</summary>
    public static async Task<string?> FindObstacleAsync(
        StoredRequest stored, IRequestStore requests, ICatalogStore catalogs, IReadOnlyDictionary<string, IActionTarget> targets, DateTimeOffset now, CancellationToken cancel)
    {
        if (!ActionReversal.Is(stored.Request.Action)) return null;
        if (stored.Request.Parameters.Text(ActionReversal.Reverses) is not { } id || await requests.FindAsync(new(id), cancel) is not { } original) return "There is no request that it undoes.";
        if (original.State != RequestState.Executed) return $"The request that it undoes is {original.State}; only what was executed can be undone.";
        var pinned = await catalogs.FindAsync(stored.Request.CatalogDigest, cancel) ?? throw new CatalogUnavailableException("The catalog the request is pinned to");
        if (Until(original, pinned, targets) is { } until && now > until)
            return string.Create(CultureInfo.InvariantCulture, $"It could be undone until {until.UtcDateTime:yyyy-MM-dd HH:mm} UTC; the window closed before the undoing began.");
        return null;
    }

    // The catalog's window, or what the targets' connectors promise, whichever ends first.
    private static DateTimeOffset? Until(StoredRequest original, Catalog catalog, IReadOnlyDictionary<string, IActionTarget> targets)
    {
        if (!catalog.Actions.TryGetValue(original.Request.Action, out var action)) return null;
        var windows = action.Steps.Select(step => targets.GetValueOrDefault(step.Target)?.Statement?.ReversibleFor).Append(action.ReversibleFor).OfType<TimeSpan>().ToList();
        return windows.Count == 0 ? null : original.StateSince + windows.Min();
    }
}
