using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Api.Enums.V1;
using Temporalio.Client.Interceptors;
using Temporalio.Converters;

namespace Temporalio.Client;

/// <summary>Connection and client options in one. <see cref="TemporalConnectionOptions.TargetHost"/> is required.</summary>
public class TemporalClientConnectOptions : TemporalConnectionOptions
{
    /// <summary>Creates options without a target.</summary>
    public TemporalClientConnectOptions()
    {
    }

    /// <summary>Creates options for one server.</summary>
    /// <param name="targetHost">The server as <c>host:port</c>.</param>
    public TemporalClientConnectOptions(string targetHost)
        : base(targetHost)
    {
    }

    /// <summary>Namespace of every call. Default <c>default</c>.</summary>
    public string Namespace { get; set; } = "default";

    /// <summary>Turns values into payloads and back. Default <see cref="DataConverter.Default"/>.</summary>
    public DataConverter DataConverter { get; set; } = DataConverter.Default;

    /// <summary>Wrap the client's calls; the first is the outermost. Default none.</summary>
    public IReadOnlyCollection<IClientInterceptor>? Interceptors { get; set; }

    /// <summary>Change these options and wrap connecting; those that are also a worker's serve the workers of this client. Default none.</summary>
    public IReadOnlyCollection<ITemporalClientPlugin>? Plugins { get; set; }

    /// <summary>Makes the loggers of client and workers. Default: no logging.</summary>
    public ILoggerFactory LoggerFactory { get; set; } = NullLoggerFactory.Instance;

    /// <summary>When queries are refused because of the workflow's state. Default <see langword="null"/>: the server's default, never.</summary>
    public QueryRejectCondition? QueryRejectCondition { get; set; }

    /// <summary>The part of these options that does not concern the connection.</summary>
    /// <returns>New client options.</returns>
    public TemporalClientOptions ToClientOptions() => new()
    {
        Namespace = Namespace,
        DataConverter = DataConverter,
        Interceptors = Interceptors,
        Plugins = Plugins,
        LoggerFactory = LoggerFactory,
        QueryRejectCondition = QueryRejectCondition,
    };
}
