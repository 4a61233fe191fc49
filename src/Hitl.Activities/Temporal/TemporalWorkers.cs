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
    private const int Polls = 20;

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
            // It makes every task of the process pay for a check that the tests have made: none of our workflows leaves its scheduler.
            options.DisableWorkflowTracingEventListener = true;
            // A poll is a round trip and a commit before the next task can come; five of them are a queue at twenty requests a second.
            options.MaxConcurrentWorkflowTaskPolls = Polls;
            options.NonStickyToStickyPollRatio = 0.4F;
            options.MaxConcurrentActivityTaskPolls = Polls;
            options.GracefulShutdownTimeout = TimeSpan.FromSeconds(8);
        });
        return worker;
    }
}
