using Hitl.Client.Retention;

namespace Hitl.Client;

/// <content>Retention: days, holds, expiry. Needs the duty <c>audit</c>.</content>
public sealed partial class HitlClient
{
    /// <summary>Days, what is over them, and holds. Nothing is changed.</summary>
    /// <exception cref="Problems.HitlApiException">The gateway refused or could not be reached.</exception>
    public Task<RetentionView> RetentionAsync(CancellationToken cancel = default) => _calls.GetAsync<RetentionView>("v1/audit/retention", cancel);

    /// <summary>Expires what is over its days: a certificate for each class and month first, then exactly the rows it names. A repeat finishes what was cut off.</summary>
    /// <exception cref="Problems.HitlApiException">The gateway refused or could not be reached; certificates may have been written.</exception>
    public Task<IReadOnlyList<ExpiryView>> ExpireAsync(CancellationToken cancel = default) =>
        _calls.PostAsync<IReadOnlyList<ExpiryView>>("v1/audit/retention/apply", new { confirm = "expire" }, null, cancel);

    /// <summary>Sets how many days a class is kept, 1 to 36,500; from now on and for what is there.</summary>
    /// <exception cref="Problems.HitlApiException">The gateway refused or could not be reached.</exception>
    public Task<RetentionView> SetRetentionAsync(string @class, int days, CancellationToken cancel = default) =>
        _calls.PostAsync<RetentionView>("v1/audit/retention/days", new { @class, days }, null, cancel);

    /// <summary>Sets a legal hold.</summary>
    /// <param name="scope"><c>all</c>, <c>customer</c>, <c>actor</c> or <c>request</c>.</param>
    /// <param name="value">Which one; <c>*</c> for all.</param>
    /// <param name="reason">Why, 1–1,000 characters; recorded.</param>
    /// <param name="cancel">Stops waiting; the hold may have been set.</param>
    /// <exception cref="Problems.HitlApiException">The gateway refused or could not be reached.</exception>
    public Task<RetentionView> HoldAsync(string scope, string value, string reason, CancellationToken cancel = default) =>
        _calls.PostAsync<RetentionView>("v1/audit/holds", new { scope, value, reason }, null, cancel);

    /// <summary>Destroys a customer's key: what is about that person becomes unreadable for good; decisions stay listed, by reference.</summary>
    /// <param name="customer">The reference that requests name.</param>
    /// <param name="reason">Why, 1–1,000 characters; recorded.</param>
    /// <param name="cancel">Stops waiting; the key may have been destroyed, and a repeat says so.</param>
    /// <exception cref="Problems.HitlApiException"><c>erasure.open_requests</c>, <c>erasure.legal_hold</c>, <c>erasure.unknown</c>, or the gateway could not be reached.</exception>
    public Task<ErasureView> EraseAsync(string customer, string reason, CancellationToken cancel = default) =>
        _calls.PostAsync<ErasureView>("v1/audit/erasures", new { customer, reason, confirm = "erase" }, null, cancel);

    /// <summary>Releases a legal hold.</summary>
    /// <exception cref="Problems.HitlApiException"><c>hold.not_found</c>, or the gateway could not be reached.</exception>
    public Task<RetentionView> ReleaseHoldAsync(Guid id, CancellationToken cancel = default) =>
        _calls.PostAsync<RetentionView>($"v1/audit/holds/{id:D}/release", new { }, null, cancel);
}
