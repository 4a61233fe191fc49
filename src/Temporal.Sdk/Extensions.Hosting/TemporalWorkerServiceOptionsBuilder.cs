using Microsoft.Extensions.DependencyInjection;

namespace Temporalio.Extensions.Hosting;

/// <summary>The builder the registration methods return.</summary>
/// <param name="taskQueue">Queue of the worker.</param>
/// <param name="services">Services it is registered with.</param>
public class TemporalWorkerServiceOptionsBuilder(string taskQueue, IServiceCollection services) : ITemporalWorkerServiceOptionsBuilder
{
    /// <inheritdoc />
    public string TaskQueue { get; } = taskQueue;

    /// <inheritdoc />
    public IServiceCollection Services { get; } = services;
}
