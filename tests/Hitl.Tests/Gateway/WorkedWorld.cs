using Hitl.Escalations.Stages;
using Hitl.EscalationWorker;
using Hitl.ExecutionWorker;
using Hitl.Governance.Catalogs;
using Hitl.Proof;
using Hitl.Tests.Postgres;
using Hitl.Tests.Workflows.Live;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Temporal.DevServer.Hosting;

namespace Hitl.Tests.Gateway;

/// <summary>A gateway with an engine and both workers behind it, so that something can finish; whoever could reach a target can be sent home.</summary>
internal sealed class WorkedWorld : IAsyncDisposable
{
    private readonly DirectoryInfo _anchors = Directory.CreateTempSubdirectory("hitl-anchor-");
    private readonly DevServerHost _server;
    private IHost[] _workers = [];

    private WorkedWorld(DevServerHost server, GatewayWorld gateway) => (_server, Gateway) = (server, gateway);

    public GatewayWorld Gateway { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<WorkedWorld> StartAsync(PostgresCluster cluster)
    {
        var server = await DevServerHost.StartAsync(new() { Port = 0 }, Cancel);
        var world = new WorkedWorld(server, new(cluster) { TemporalAddress = server.TargetHost });
        await world.Gateway.InitializeAsync();
        var catalog = TestCatalog.Yaml.Replace("127.0.0.1:8090", world.Gateway.SandboxAddress.Authority, StringComparison.Ordinal);
        await world.Gateway.Get<ICatalogStore>().ActivateAsync(CatalogParser.Parse(catalog, "worked.yaml").Catalog!, "person:test", Cancel);
        CheckpointKey.EnsureFile(world.KeyPath).Dispose();
        world._workers = [EscalationWorkerHost.Build([.. world.Settings()]), ExecutionWorkerHost.Build([.. world.Settings()])];
        foreach (var worker in world._workers) await worker.StartAsync(Cancel);
        return world;
    }

    /// <summary>A request that ada approved and that was executed at the sandbox's target.</summary>
    public async Task<string> ExecutedAsync()
    {
        var request = (await Gateway.Client("support-bot").SubmitAsync(Asks.Body(), Asks.Key(), Cancel)).Request.Id;
        await LiveSystem.UntilAsync(() => Gateway.Get<IStageStore>().FindAsync(new(new(request), 1, 1), Cancel), stage => stage is { Status: StageStatus.Open });
        var ada = Gateway.Client("ada");
        var shown = await ada.GetAsync(request, cancel: Cancel);
        await ada.DecideAsync(request, new() { Verdict = "approve", Digest = shown.Digest!, Revision = 1, Stage = 1 }, null, Cancel);
        var done = await LiveSystem.UntilAsync(() => ada.GetAsync(request, cancel: Cancel), view => view.IsFinal);
        Assert.Equal("executed", done.State);
        return request;
    }

    /// <summary>Ends both workers: what is called after this, the gateway called.</summary>
    public async Task SendWorkersHomeAsync()
    {
        foreach (var worker in _workers)
        {
            await worker.StopAsync(CancellationToken.None);
            worker.Dispose();
        }

        _workers = [];
    }

    /// <summary>Everything that the targets and the local Slack were ever asked.</summary>
    public async Task<string> CallsAsync()
    {
        using var sandbox = new HttpClient { BaseAddress = Gateway.SandboxAddress };
        var calls = await Task.WhenAll(new[] { "targets/payments/ledger", "targets/loyalty/ledger", "slack/calls" }.Select(path => sandbox.GetStringAsync("_sandbox/" + path, Cancel)));
        return string.Join('\n', calls);
    }

    public async ValueTask DisposeAsync()
    {
        await SendWorkersHomeAsync();
        await Gateway.DisposeAsync();
        await _server.DisposeAsync();
        _anchors.Delete(recursive: true);
    }

    private string KeyPath => Path.Combine(_anchors.FullName, "checkpoint.pem");

    // The workers share database, keys, Slack and engine with the gateway.
    private IEnumerable<string> Settings()
    {
        string[] shared = ["TEMPORAL_ADDRESS", "Hitl:Postgres:ConnectionString", "Hitl:Keys:Active", "Hitl:Keys:Items:k1", "Hitl:Slack:ApiUrl", "Hitl:Slack:BotToken"];
        IConfiguration known = Gateway.Gateway.Configuration;
        foreach (var name in shared) yield return $"--{name}={known[name]}";
        yield return "--Hitl:Postgres:SealConnectionString=" + Gateway.Admin;
        yield return "--Hitl:Postgres:AnchorDirectory=" + _anchors.FullName;
        yield return "--Hitl:Postgres:CheckpointKeyPath=" + KeyPath;
        yield return "--Logging:LogLevel:Default=Error";
        foreach (var target in new[] { "payments", "loyalty" })
        {
            yield return $"--Hitl:Targets:{target}:BaseUrl={Gateway.SandboxAddress}targets/{target}";
            yield return $"--Hitl:Targets:{target}:Secret=sandbox-target-key";
            yield return $"--Hitl:Targets:{target}:AllowPrivate=true";
        }
    }
}
