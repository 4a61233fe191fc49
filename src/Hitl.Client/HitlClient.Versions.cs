using System.Globalization;
using Hitl.Client.Catalogs;

namespace Hitl.Client;

/// <content>Versions of the catalog, and how it was used.</content>
public sealed partial class HitlClient
{
    /// <summary>Proposes a version; it is kept for good when it is valid. An invalid one is an answer, not an error.</summary>
    /// <exception cref="Problems.HitlApiException">The gateway refused or could not be reached.</exception>
    public Task<CatalogCheck> ProposeCatalogAsync(CatalogFilesBody files, string reason, CancellationToken cancel = default) =>
        _calls.PostAsync<CatalogCheck>("v1/catalog/versions?reason=" + Uri.EscapeDataString(reason), files, null, cancel);

    /// <summary>Every version, newest first.</summary>
    /// <exception cref="Problems.HitlApiException">The gateway refused or could not be reached.</exception>
    public Task<CatalogHistory> CatalogHistoryAsync(CancellationToken cancel = default) => _calls.GetAsync<CatalogHistory>("v1/catalog/versions", cancel);

    /// <summary>What a version changes against the one in force.</summary>
    /// <param name="digest">The version, or at least the first six digits of it.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <exception cref="Problems.HitlApiException">The gateway refused or could not be reached.</exception>
    public Task<CatalogDiffView> DiffCatalogAsync(string digest, CancellationToken cancel = default) =>
        _calls.GetAsync<CatalogDiffView>($"v1/catalog/versions/{Uri.EscapeDataString(digest)}/diff", cancel);

    /// <summary>Decides the requests of the last days, and every boundary, again under a version.</summary>
    /// <param name="digest">The version, or at least the first six digits of it.</param>
    /// <param name="days">How many days back; 0 to 400.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <exception cref="Problems.HitlApiException">The gateway refused or could not be reached.</exception>
    public Task<SimulationView> SimulateCatalogAsync(string digest, int days = 90, CancellationToken cancel = default) =>
        _calls.GetAsync<SimulationView>(string.Create(CultureInfo.InvariantCulture, $"v1/catalog/versions/{Uri.EscapeDataString(digest)}/simulation?days={days}"), cancel);

    /// <summary>Asks the function leaders to sign a version.</summary>
    /// <exception cref="Problems.HitlApiException">The gateway refused or could not be reached.</exception>
    public Task<ActivationView> ActivateCatalogAsync(string digest, string reason, CancellationToken cancel = default) =>
        _calls.PostAsync<ActivationView>($"v1/catalog/versions/{Uri.EscapeDataString(digest)}/activate", new ActivateBody(reason), null, cancel);

    /// <summary>Everything every actor may do.</summary>
    /// <param name="actor">Only this actor; null for all.</param>
    /// <param name="action">Only this action; null for all.</param>
    /// <param name="amount">Only rules whose range holds this amount, in minor units; null for all.</param>
    /// <param name="currency">The amount's ISO 4217 code.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <exception cref="Problems.HitlApiException">The gateway refused or could not be reached.</exception>
    public Task<ScopeView> ScopeAsync(string? actor = null, string? action = null, long? amount = null, string? currency = null, CancellationToken cancel = default)
    {
        var query = new QueryText().Add("actor", actor).Add("action", action).Add("amount", amount?.ToString(CultureInfo.InvariantCulture)).Add("currency", currency);
        return _calls.GetAsync<ScopeView>("v1/catalog/scope" + query, cancel);
    }

    /// <summary>Requests of the last days that no rule covered.</summary>
    /// <exception cref="Problems.HitlApiException">The gateway refused or could not be reached.</exception>
    public Task<GapsView> GapsAsync(int days = 90, CancellationToken cancel = default) =>
        _calls.GetAsync<GapsView>(string.Create(CultureInfo.InvariantCulture, $"v1/catalog/gaps?days={days}"), cancel);

    /// <summary>Authority that has piled up, by the use of the last days.</summary>
    /// <exception cref="Problems.HitlApiException">The gateway refused or could not be reached.</exception>
    public Task<CatalogReviewView> ReviewCatalogAsync(int days = 90, CancellationToken cancel = default) =>
        _calls.GetAsync<CatalogReviewView>(string.Create(CultureInfo.InvariantCulture, $"v1/catalog/review?days={days}"), cancel);

    /// <summary>What people decided for versions that the catalog does not know.</summary>
    /// <exception cref="Problems.HitlApiException">The gateway refused or could not be reached.</exception>
    public Task<CanariesView> CanariesAsync(CancellationToken cancel = default) => _calls.GetAsync<CanariesView>("v1/catalog/canaries", cancel);

    /// <summary>Automatic approvals of the last days that were drawn for review, and how the shares came out.</summary>
    /// <exception cref="Problems.HitlApiException">The gateway refused or could not be reached.</exception>
    public Task<SamplesView> SamplesAsync(int days = 90, CancellationToken cancel = default) =>
        _calls.GetAsync<SamplesView>(string.Create(CultureInfo.InvariantCulture, $"v1/samples?days={days}"), cancel);
}
