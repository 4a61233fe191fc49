namespace Hitl.Gateway.Catalogs;

/// <summary>Where the catalog is. Bound from <c>Hitl:Catalog</c>.</summary>
public sealed record CatalogOptions
{
    /// <summary>The YAML file, or the folder of YAML files, activated at start. Default null: the version that is active in the store stays; without one the host does not start.</summary>
    public string? Path { get; init; }
}
