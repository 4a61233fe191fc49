using Temporal.DevServer.Hosting;
using Temporal.DevServer.Stores;
using Temporalio.Client;
using Temporalio.Worker;

namespace Temporal.Tests.Sdk;

/// <summary>Our own server in this process, in memory and on the real clock, with a client of it. Can be stopped and started again.</summary>
public sealed class LocalServer : IAsyncLifetime
{
    private readonly MemoryHistoryStore _store = new();
    private DevServerHost _host = null!;

    public TemporalClient Client { get; private set; } = null!;

    public string Target => _host.TargetHost;

    public async ValueTask InitializeAsync()
    {
        await StartAsync(0);
        Client = await TemporalClient.ConnectAsync(new(Target));
    }

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    public async Task StopAsync() => await _host.DisposeAsync();

    public Task StartAgainAsync() => StartAsync(_host.Port);

    /// <summary>Options of a workflow, and of the worker for it, that nobody else uses.</summary>
    public static WorkflowOptions NewWorkflow() => new($"w-{Guid.NewGuid():N}", $"q-{Guid.NewGuid():N}");

    /// <summary>A worker for all the workflows and activities of these tests.</summary>
    public TemporalWorker Worker(string queue, Action<TemporalWorkerOptions>? change = null, SampleActivities? activities = null)
    {
        var options = new TemporalWorkerOptions(queue)
            .AddWorkflow<PaymentWorkflow>()
            .AddWorkflow<DecisionWorkflow>()
            .AddWorkflow<CountdownWorkflow>()
            .AddWorkflow<SleepWorkflow>()
            .AddAllActivities(activities ?? new SampleActivities());
        change?.Invoke(options);
        return new TemporalWorker(Client, options);
    }

    private async Task StartAsync(int port) =>
        _host = await DevServerHost.StartAsync(new() { Port = port }, _store, TestContext.Current.CancellationToken);
}
