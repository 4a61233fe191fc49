using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Temporalio.Client;
using Temporalio.Extensions.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers Temporal clients and workers.</summary>
public static class TemporalHostingServiceCollectionExtensions
{
    /// <summary>Registers a hosted worker with a connection of its own.</summary>
    /// <param name="services">The services.</param>
    /// <param name="clientTargetHost">Server as <c>host:port</c>.</param>
    /// <param name="clientNamespace">Namespace.</param>
    /// <param name="taskQueue">Queue to poll.</param>
    /// <returns>Builder for workflows, activities and options.</returns>
    /// <exception cref="InvalidOperationException">There is already a worker for this queue.</exception>
    public static ITemporalWorkerServiceOptionsBuilder AddHostedTemporalWorker(
        this IServiceCollection services, string clientTargetHost, string clientNamespace, string taskQueue) =>
        services.AddHostedTemporalWorker(taskQueue).ConfigureOptions(options =>
            options.ClientOptions = new(clientTargetHost) { Namespace = clientNamespace });

    /// <summary>Registers a hosted worker on the registered <see cref="ITemporalClient"/>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="taskQueue">Queue to poll.</param>
    /// <returns>Builder for workflows, activities and options.</returns>
    /// <exception cref="InvalidOperationException">There is already a worker for this queue.</exception>
    public static ITemporalWorkerServiceOptionsBuilder AddHostedTemporalWorker(this IServiceCollection services, string taskQueue)
    {
        // AddHostedService would keep only one worker of this type.
        services.AddSingleton<IHostedService>(provider =>
            ActivatorUtilities.CreateInstance<TemporalWorkerService>(provider, taskQueue));
        return new TemporalWorkerServiceOptionsBuilder(taskQueue, services)
            .ConfigureOptions(options => options.TaskQueue = taskQueue, disallowDuplicates: true);
    }

    /// <summary>Registers a singleton client, unless there is one. It connects with its first call and logs through the host.</summary>
    /// <param name="services">The services.</param>
    /// <param name="clientTargetHost">Server as <c>host:port</c>; default: to be set on the options.</param>
    /// <param name="clientNamespace">Namespace; default <c>default</c>.</param>
    /// <returns>Builder for the client's options.</returns>
    public static OptionsBuilder<TemporalClientConnectOptions> AddTemporalClient(
        this IServiceCollection services, string? clientTargetHost = null, string? clientNamespace = null)
    {
        services.TryAddSingleton<ITemporalClient>(provider =>
            TemporalClient.CreateLazy(provider.GetRequiredService<IOptions<TemporalClientConnectOptions>>().Value));
        return services.AddOptions<TemporalClientConnectOptions>().Configure<IServiceProvider>((options, provider) =>
        {
            if (clientTargetHost is not null) options.TargetHost = clientTargetHost;
            if (clientNamespace is not null) options.Namespace = clientNamespace;
            if (provider.GetService<ILoggerFactory>() is { } loggers) options.LoggerFactory = loggers;
        });
    }

    /// <summary>Registers a singleton client, unless there is one. It connects with its first call and logs through the host.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configureClient">Sets the client's options.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddTemporalClient(
        this IServiceCollection services, Action<TemporalClientConnectOptions> configureClient)
    {
        services.AddTemporalClient().Configure(configureClient);
        return services;
    }
}
