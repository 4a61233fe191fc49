using Hitl.Client.Drills;

namespace Hitl.Client;

/// <content>Drills of undoings; people only.</content>
public sealed partial class HitlClient
{
    /// <summary>How well every undoing is proven, and the latest drills.</summary>
    /// <exception cref="Problems.HitlApiException">The gateway refused or could not be reached.</exception>
    public Task<DrillsView> DrillsAsync(CancellationToken cancel = default) => _calls.GetAsync<DrillsView>("v1/drills", cancel);

    /// <summary>Runs the drill of an action at the sandbox, in the caller's name; returns at once.</summary>
    /// <param name="action">The action whose undoing is drilled.</param>
    /// <param name="cancel">Stops waiting; the drill may have begun.</param>
    /// <exception cref="Problems.HitlApiException"><c>drill.not_yours</c>, <c>drill.unknown</c>, <c>drill.taken</c>; other refusals.</exception>
    public Task<DrillView> RunDrillAsync(string action, CancellationToken cancel = default) =>
        _calls.PostAsync<DrillView>($"v1/drills/{Uri.EscapeDataString(action)}/run", new { }, Guid.NewGuid().ToString("D"), cancel);
}
