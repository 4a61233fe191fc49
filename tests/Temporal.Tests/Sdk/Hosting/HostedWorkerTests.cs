using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Temporalio.Activities;
using Temporalio.Client;
using Temporalio.Extensions.Hosting;

namespace Temporal.Tests.Sdk.Hosting;

public sealed class HostedWorkerTests : IAsyncLifetime
{
    private readonly LocalServer _server = new();
    private readonly WorkflowOptions _options = LocalServer.NewWorkflow();

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_hosted_worker_runs_activities_from_scopes_of_their_own()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddScoped<Ledger>().AddSingleton<LedgerCount>();
        builder.Services.AddTemporalClient(_server.Target);
        builder.Services.AddHostedTemporalWorker(_options.TaskQueue!).AddWorkflow<PaymentWorkflow>().AddScopedActivities<LedgerActivities>();
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);

        var result = await RunAsync(host);
        await host.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal("Ada: entry 1, used after its end: False", result);
        Assert.Equal(1, host.Services.GetRequiredService<LedgerCount>().Disposed);
    }

    [Fact]
    public async Task A_host_comes_up_before_its_server_does()
    {
        var target = _server.Target;
        await _server.StopAsync();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddHostedTemporalWorker(target, "default", _options.TaskQueue!)
            .AddWorkflow<PaymentWorkflow>()
            .AddActivitiesInstance(new SampleActivities())
            .ConfigureOptions(options => options.MaxConcurrentActivities = 3);
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);

        await _server.StartAgainAsync();
        var result = await _server.Client.ExecuteWorkflowAsync((PaymentWorkflow workflow) => workflow.RunAsync(new("Ada", 1)), _options);
        await host.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal("Ada got 1", result);
    }

    [Fact]
    public void One_queue_has_one_worker()
    {
        var services = new ServiceCollection();
        services.AddHostedTemporalWorker("queue");

        Assert.Throws<InvalidOperationException>(() => services.AddHostedTemporalWorker("queue"));
        services.AddHostedTemporalWorker("other");
    }

    [Fact]
    public void A_worker_needs_a_client_or_a_place_to_connect_to()
    {
        var services = new ServiceCollection();
        services.AddHostedTemporalWorker("queue").AddWorkflow<SleepWorkflow>();
        using var provider = services.BuildServiceProvider();

        Assert.Throws<InvalidOperationException>(() => provider.GetServices<IHostedService>().ToList());
    }

    private Task<string> RunAsync(IHost host) =>
        host.Services.GetRequiredService<ITemporalClient>().ExecuteWorkflowAsync(
            (PaymentWorkflow workflow) => workflow.RunAsync(new("Ada", 1)), _options);

    public sealed class LedgerCount
    {
        public int Disposed { get; set; }
    }

    public sealed class Ledger(LedgerCount count) : IDisposable
    {
        private int _entries;

        public string Add(string who) => $"{who}: entry {++_entries}, used after its end: {count.Disposed > 0}";

        public void Dispose() => count.Disposed++;
    }

    public sealed class LedgerActivities(Ledger ledger)
    {
        [Activity]
        public async Task<string> PayAsync(string who, decimal amount)
        {
            await Task.Yield();
            return ledger.Add(who);
        }
    }
}
