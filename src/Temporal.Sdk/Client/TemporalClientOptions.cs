using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Api.Enums.V1;
using Temporalio.Client.Interceptors;
using Temporalio.Converters;

namespace Temporalio.Client;

/// <summary>How a <see cref="TemporalClient"/> behaves, whatever connection it uses.</summary>
public class TemporalClientOptions : ICloneable
{
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

    /// <summary>Copies these options; what they refer to is shared.</summary>
    /// <returns>The copy.</returns>
    public virtual object Clone() => MemberwiseClone();
}
