using Microsoft.Extensions.Logging;

namespace Temporalio.Runtime;

/// <summary>How much of this library's own log is told.</summary>
public class TelemetryFilterOptions : ICloneable
{
    /// <summary>Creates options.</summary>
    /// <param name="core">See <see cref="Core"/>.</param>
    /// <param name="other">See <see cref="Other"/>.</param>
    public TelemetryFilterOptions(Level core = Level.Warn, Level other = Level.Error)
    {
        Core = core;
        Other = other;
    }

    /// <summary>How important something is.</summary>
    public enum Level
    {
        /// <summary>Everything.</summary>
        Trace,

        /// <summary>For whoever looks for a fault.</summary>
        Debug,

        /// <summary>What happens.</summary>
        Info,

        /// <summary>What may need attention.</summary>
        Warn,

        /// <summary>What went wrong.</summary>
        Error,
    }

    /// <summary>Least important entry of workers and connections that is told. Default <see cref="Level.Warn"/>.</summary>
    public Level Core { get; set; }

    /// <summary>Least important entry of libraries below that is told; .NET's own log for themselves. Default <see cref="Level.Error"/>.</summary>
    public Level Other { get; set; }

    /// <summary>Copies these options.</summary>
    /// <returns>The copy.</returns>
    public virtual object Clone() => MemberwiseClone();

    /// <summary>Whether an entry of a worker or connection is told.</summary>
    internal bool Passes(LogLevel level) => level >= (LogLevel)(int)Core && level != LogLevel.None;
}
