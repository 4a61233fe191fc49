namespace Hitl.Gateway.Catalogs;

/// <summary>Where the catalog is. Bound from <c>Hitl:Catalog</c>.</summary>
public sealed record CatalogOptions
{
    /// <summary>The YAML file, or the folder of YAML files, activated at start. Default null: the version that is active in the store stays; without one the host does not start.</summary>
    public string? Path { get; init; }

    /// <summary>
    /// Whether a sandbox catalog at <see cref="Path"/> that was never in force replaces one that says who signs. Default false: it is proposed, and comes
    /// into force when it is signed. Catalogs of production are never replaced this way.
    /// </summary>
    public bool ActivateUnsigned { get; init; }
}
