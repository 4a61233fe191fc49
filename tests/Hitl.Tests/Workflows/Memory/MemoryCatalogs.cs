using Hitl.Governance.Catalogs;

namespace Hitl.Tests.Workflows.Memory;

/// <summary>Catalog versions in memory.</summary>
internal sealed class MemoryCatalogs(Catalog active) : ICatalogStore
{
    private readonly Dictionary<string, Catalog> _versions = new() { [active.Digest] = active };

    /// <summary>The version in force; null lets nobody find out who decides.</summary>
    public Catalog? Active { get; set; } = active;

    public Task<Catalog?> ActiveAsync(CancellationToken cancel) => Task.FromResult(Active);

    public Task<Catalog?> FindAsync(string digest, CancellationToken cancel) => Task.FromResult(_versions.GetValueOrDefault(digest));

    public Task ActivateAsync(Catalog catalog, string by, CancellationToken cancel)
    {
        _versions[catalog.Digest] = catalog;
        Active = catalog;
        return Task.CompletedTask;
    }
}
