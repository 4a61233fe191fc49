using Hitl.Workflows;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Temporalio.Extensions.Hosting;

namespace Hitl.Activities.Temporal;

/// <summary>Registers workers the way all our processes do.</summary>
public static class TemporalWorkers
{
    private const int CachedWorkflows = 2000;

    /// <summary>Adds a worker of one task queue, connected as the usual environment variables say; it waits for a server that is not there yet.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">The host's configuration.</param>
    /// <param name="taskQueue">The task queue it serves.</param>
    public static ITemporalWorkerServiceOptionsBuilder AddHitlWorker(this IServiceCollection services, IConfiguration configuration, string taskQueue)
    {
        services.AddOptions<TemporalAddressOptions>().Configure(temporal => temporal.Read(key => configuration[key])).ValidateDataAnnotations().ValidateOnStart();
        services.AddTemporalClient().Configure<IOptions<TemporalAddressOptions>>((client, address) =>
        {
            client.TargetHost = address.Value.Address;
            client.Namespace = address.Value.Namespace;
            client.ApiKey = address.Value.ApiKey;
            client.Tls = address.Value.Tls ? new() : null;
        });
        var worker = services.AddHostedTemporalWorker(taskQueue);
        worker.ConfigureOptions(options =>
        {
            // Thousands of approvals wait for days; each cached one costs memory, a replay costs milliseconds.
            options.MaxCachedWorkflows = CachedWorkflows;
            options.GracefulShutdownTimeout = TimeSpan.FromSeconds(8);
        });
        return worker;
    }
}
