namespace Hitl.Governance.Catalogs;

/// <summary>Catalog versions as stored: immutable, named by their digest.</summary>
public interface ICatalogStore
{
    /// <summary>The version that new requests are decided under; null before the first activation.</summary>
    Task<Catalog?> ActiveAsync(CancellationToken cancel);

    /// <summary>Finds a version by its digest (64 hex digits); null when it was never stored. Parsed versions are cached.</summary>
    Task<Catalog?> FindAsync(string digest, CancellationToken cancel);

    /// <summary>Stores a version and makes it active, once; storing the active one again changes nothing.</summary>
    /// <param name="catalog">A parsed and validated catalog.</param>
    /// <param name="by">Who activates it, for the ledger.</param>
    /// <param name="cancel">Stops before commit only.</param>
    Task ActivateAsync(Catalog catalog, string by, CancellationToken cancel);
}
