using Microsoft.Extensions.Logging;

namespace Temporalio.Runtime;

/// <summary>Where this library's own log goes. <see cref="Logger"/> is required.</summary>
public class LogForwardingOptions : ICloneable
{
    /// <summary>Creates options without a logger.</summary>
    public LogForwardingOptions()
    {
    }

    /// <summary>Creates options.</summary>
    /// <param name="logger">See <see cref="Logger"/>.</param>
    public LogForwardingOptions(ILogger logger) => Logger = logger;

    /// <summary>Gets what passes the filter. Required.</summary>
    public ILogger? Logger { get; set; }

    /// <summary>Copies these options.</summary>
    /// <returns>The copy.</returns>
    public virtual object Clone() => MemberwiseClone();
}
