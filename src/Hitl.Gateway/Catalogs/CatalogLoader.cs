using Hitl.Governance.Catalogs;
using Hitl.Governance.Versions;
using Microsoft.Extensions.Options;

namespace Hitl.Gateway.Catalogs;

/// <summary>Activates the configured catalog before the first call is taken, or stops the start with everything that is wrong with it.</summary>
internal sealed partial class CatalogLoader(ICatalogStore catalogs, ICatalogVersions versions, IOptions<CatalogOptions> options, ILogger<CatalogLoader> log) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var active = await catalogs.ActiveAsync(cancellationToken);
        if (options.Value.Path is not { Length: > 0 } path)
        {
            if (active is null) throw new CatalogRefusedException("No catalog is active. Set Hitl:Catalog:Path to a catalog file or folder.");
            return;
        }

        var catalog = await ReadAsync(path, cancellationToken);
        if (active?.Digest == catalog.Digest) return;
        if (active?.SignOff is not null && !await MayReplaceAsync(active, catalog, cancellationToken))
        {
            await versions.ProposeAsync(catalog, "system:gateway", "Found in the configuration.", CatalogAuthor.Proposed(catalog, "system:gateway", "found in the configuration"), cancellationToken);
            LogProposed(catalog.Name, catalog.Digest, active.Digest);
            return;
        }

        await catalogs.ActivateAsync(catalog, "system:gateway", cancellationToken);
        LogActivated(catalog.Name, catalog.Digest);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // A version that was in force before was replaced by signatures; starting again must not undo them.
    private async Task<bool> MayReplaceAsync(Catalog active, Catalog catalog, CancellationToken cancel) =>
        options.Value.ActivateUnsigned && active.IsSandbox && catalog.IsSandbox
        && (await versions.ListAsync(cancel)).All(version => version.Digest != catalog.Digest || version.ActivatedAt is null);

    private static async Task<Catalog> ReadAsync(string path, CancellationToken cancel)
    {
        var parsed = CatalogParser.Parse(await CatalogFolder.ReadAsync(path, cancel));
        return parsed.Catalog ?? throw new CatalogRefusedException(
            $"The catalog is refused, {parsed.Errors.Count} error(s):\n{string.Join('\n', parsed.Errors)}");
    }

    [LoggerMessage(142, LogLevel.Warning, "Catalog '{Name}' was proposed as {Digest}; {Active} stays in force until it is signed.")]
    private partial void LogProposed(string name, string digest, string active);

    [LoggerMessage(141, LogLevel.Information, "Catalog '{Name}' is active as {Digest}.")]
    private partial void LogActivated(string name, string digest);
}
