using Microsoft.Extensions.DependencyInjection;

namespace Temporalio.Extensions.Hosting;

/// <summary>Configures one hosted worker; the methods to do so are extensions.</summary>
public interface ITemporalWorkerServiceOptionsBuilder
{
    /// <summary>Queue of the worker; also the name of its options.</summary>
    string TaskQueue { get; }

    /// <summary>Services the worker is registered with.</summary>
    IServiceCollection Services { get; }
}
