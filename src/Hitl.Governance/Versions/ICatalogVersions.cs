using Hitl.Escalations.Ledger;
using Hitl.Governance.Catalogs;

namespace Hitl.Governance.Versions;

/// <summary>Versions of the catalog: proposed, signed, activated, and kept for good.</summary>
public interface ICatalogVersions
{
    /// <summary>Stores a version with who proposes it and why; a version stored before keeps its first author.</summary>
    Task ProposeAsync(Catalog catalog, string author, string reason, LedgerEntry entry, CancellationToken cancel);

    /// <summary>Every version, newest first.</summary>
    Task<IReadOnlyList<CatalogVersion>> ListAsync(CancellationToken cancel);

    /// <summary>Makes a version active in place of exactly another one, once per key; of two at the same moment one wins.</summary>
    /// <param name="version">Digest of the version, 64 hex digits.</param>
    /// <param name="replaces">Digest of the version it replaces.</param>
    /// <param name="key">Names the effect; a repeat changes nothing.</param>
    /// <param name="entry">Written only if it becomes active now.</param>
    /// <param name="cancel">Stops before commit only.</param>
    Task<ActivationResult> ActivateAsync(string version, string replaces, string key, LedgerEntry entry, CancellationToken cancel);

    /// <summary>Whether an activation of this key was committed.</summary>
    Task<bool> WasActivatedAsync(string key, CancellationToken cancel);
}
