using Hitl.Client.Catalogs;

namespace Hitl.Client;

/// <content>The catalog: show, check, explain.</content>
public sealed partial class HitlClient
{
    /// <summary>The whole active catalog.</summary>
    /// <exception cref="Problems.HitlApiException">The gateway refused or could not be reached.</exception>
    public Task<CatalogView> CatalogAsync(CancellationToken cancel = default) => _calls.GetAsync<CatalogView>("v1/catalog", cancel);

    /// <summary>Checks a proposed catalog; nothing is stored. An invalid catalog is an answer, not an error.</summary>
    /// <param name="yaml">The file's text, at most 1 MB.</param>
    /// <param name="fileName">How problems name the file.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <exception cref="Problems.HitlApiException">The gateway refused or could not be reached.</exception>
    public async Task<CatalogCheck> CheckCatalogAsync(string yaml, string fileName = "catalog.yaml", CancellationToken cancel = default)
    {
        var path = "v1/catalog/check?file=" + Uri.EscapeDataString(fileName);
        using var answer = await _calls.SendAsync(() => GatewayCalls.PostText(path, yaml, "application/yaml"), cancel);
        return await GatewayCalls.ReadAsync<CatalogCheck>(answer, cancel);
    }

    /// <summary>Checks a proposed catalog of several files; nothing is stored. An invalid catalog is an answer, not an error.</summary>
    /// <exception cref="Problems.HitlApiException">The gateway refused or could not be reached.</exception>
    public Task<CatalogCheck> CheckCatalogAsync(CatalogFilesBody body, CancellationToken cancel = default) =>
        _calls.PostAsync<CatalogCheck>("v1/catalog/check", body, null, cancel);

    /// <summary>How the active catalog would decide a request, and whom it would ask now.</summary>
    /// <exception cref="Problems.HitlApiException">The gateway refused or could not be reached.</exception>
    public Task<CatalogExplanation> ExplainAsync(ExplainBody body, CancellationToken cancel = default) =>
        _calls.PostAsync<CatalogExplanation>("v1/catalog/explain", body, null, cancel);
}
