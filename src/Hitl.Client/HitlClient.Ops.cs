using Hitl.Client.Ops;

namespace Hitl.Client;

/// <content>Ops: what waits, replay, abandon. Needs the duty <c>ops</c>.</content>
public sealed partial class HitlClient
{
    /// <summary>Everything that waits for ops, oldest first.</summary>
    /// <exception cref="Problems.HitlApiException">The gateway refused or could not be reached.</exception>
    public Task<ParkedList> ParkedAsync(CancellationToken cancel = default) => _calls.GetAsync<ParkedList>("v1/ops/parked", cancel);

    /// <summary>Tries the parked step again, looking up first, so that nothing happens twice.</summary>
    /// <param name="id">The request.</param>
    /// <param name="reason">Why, 1–1,000 characters; recorded.</param>
    /// <param name="intervention">Names the intervention, so that a retry changes nothing; null makes one.</param>
    /// <param name="cancel">Stops waiting; the intervention may have been recorded.</param>
    /// <exception cref="Problems.HitlApiException"><c>ops.not_parked</c> when the request does not wait for ops; other refusals.</exception>
    public Task<InterventionView> ReplayAsync(string id, string reason, Guid? intervention = null, CancellationToken cancel = default) =>
        InterveneAsync(id, "replay", reason, intervention, cancel);

    /// <summary>Stops the request, undoes what can be undone and closes it.</summary>
    /// <param name="id">The request.</param>
    /// <param name="reason">Why, 1–1,000 characters; recorded.</param>
    /// <param name="intervention">Names the intervention, so that a retry changes nothing; null makes one.</param>
    /// <param name="cancel">Stops waiting; the intervention may have been recorded.</param>
    /// <exception cref="Problems.HitlApiException"><c>ops.not_parked</c> when the request does not wait for ops; other refusals.</exception>
    public Task<InterventionView> AbandonAsync(string id, string reason, Guid? intervention = null, CancellationToken cancel = default) =>
        InterveneAsync(id, "abandon", reason, intervention, cancel);

    private Task<InterventionView> InterveneAsync(string id, string kind, string reason, Guid? intervention, CancellationToken cancel) =>
        _calls.PostAsync<InterventionView>(
            $"v1/ops/requests/{Uri.EscapeDataString(id)}/{kind}", new InterveneBody(reason), (intervention ?? Guid.NewGuid()).ToString("D"), cancel);
}
