using Hitl.EscalationWorker;
using Hitl.ExecutionWorker;
using Hitl.Gateway;
using Hitl.Local.Settings;
using Hitl.Postgres.Clusters;
using Hitl.Postgres.Migrations;
using Hitl.Sandbox;
using Temporal.DevServer.Hosting;

namespace Hitl.Local;

/// <summary>Everything in one process on a private PostgreSQL cluster: the same hosts that also run as processes of their own.</summary>
public sealed class LocalSystem : IAsyncDisposable
{
    private readonly List<IHost> _hosts = [];
    private readonly PrivateCluster _cluster;
    private DevServerHost? _engine;

    private LocalSystem(LocalSettings settings, PrivateCluster cluster) => (Settings, _cluster) = (settings, cluster);

    /// <summary>What the pieces agree on.</summary>
    public LocalSettings Settings { get; }

    /// <summary>Starts what is there, or a new system in an empty directory.</summary>
    /// <exception cref="LocalSetupException">The machine keeps it from starting; the message says what to do.</exception>
    public static async Task<LocalSystem> StartAsync(LocalOptions options, CancellationToken cancel)
    {
        if (!Path.Exists(options.Catalog)) throw new LocalSetupException($"The catalog {options.Catalog} does not exist: start in the repository's root, or pass --catalog.");
        var ports = LocalPorts.FromEnvironment();
        ports.EnsureFree();
        var settings = new LocalSettings(options.Directory, options.Catalog, ports);
        var system = new LocalSystem(settings, await StartClusterAsync(settings, cancel));
        try
        {
            await system.StartOnClusterAsync(options.IsEngineInMemory, cancel);
            return system;
        }
        catch
        {
            // A cluster left running would keep its port and its lock from the next start.
            await system.DisposeAsync();
            throw;
        }
    }

    /// <summary>Tells where a person goes next.</summary>
    public void PrintAddresses()
    {
        Console.WriteLine();
        Console.WriteLine($"  console       {Settings.Gateway}console");
        Console.WriteLine($"  local Slack   {Settings.Sandbox}");
        Console.WriteLine($"  API           {Settings.Gateway}openapi/v1.json");
        Console.WriteLine($"  command line  {Path.Combine(Settings.Root, "hitl")} ops list");
        Console.WriteLine($"  be an agent   {Path.Combine(Settings.Root, "agent")} requests ask refund --customer cus_1 --segment retail --channel chat --amount 42000 --currency USD --parameter charge=ch_1 --parameter sku=SKU-1001");
        Console.WriteLine("  Ctrl-C stops; the next start goes on from here.");
    }

    /// <summary>Completes when the system is told to stop.</summary>
    public Task WaitAsync(CancellationToken cancel) => Task.WhenAny(_engine!.WaitForShutdownAsync(cancel), Task.Delay(Timeout.Infinite, cancel));

    /// <summary>Stops everything in the order of dependence; nothing is lost.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var host in Enumerable.Reverse(_hosts))
        {
            await host.StopAsync(CancellationToken.None);
            host.Dispose();
        }

        if (_engine is not null) await _engine.DisposeAsync();
        await _cluster.DisposeAsync();
    }

    private static async Task<PrivateCluster> StartClusterAsync(LocalSettings settings, CancellationToken cancel)
    {
        try
        {
            return await PrivateCluster.StartAsync(new(Path.Combine(settings.Root, "postgres")), cancel);
        }
        catch (ClusterException problem)
        {
            throw new LocalSetupException(problem.Message);
        }
    }

    private async Task StartOnClusterAsync(bool isEngineInMemory, CancellationToken cancel)
    {
        var product = await DatabaseBootstrap.RunAsync(_cluster.AdminConnectionString, "hitl", Settings.Passwords, cancel);
        Settings.UseDatabase(product, await EngineDatabase.EnsureAsync(_cluster.AdminConnectionString, cancel));
        Settings.Write();
        _engine = await DevServerHost.StartAsync(new() { Port = Settings.Ports.Temporal, Database = isEngineInMemory ? null : Settings.EngineDatabase }, cancel);
        string[] arguments = [.. Settings.Arguments(), "--Logging:LogLevel:Default=Warning"];
        foreach (var build in new Func<string[], IHost>[] { SandboxHost.Build, GatewayHost.Build, EscalationWorkerHost.Build, ExecutionWorkerHost.Build })
        {
            var host = build(arguments);
            _hosts.Add(host);
            await host.StartAsync(cancel);
        }
    }
}
