namespace Temporalio.Testing;

/// <summary>How a local server without time skipping is started.</summary>
public class DevServerOptions : ICloneable
{
    /// <summary>
    /// Executable, or .NET assembly, of a Temporal development server. Default: environment variable
    /// <c>TEMPORAL_DEV_SERVER_PATH</c>, else <c>hitl-temporal</c> beside the running program.
    /// </summary>
    public string? ExistingPath { get; set; }

    /// <summary>File the server keeps its state in, passed on. Default: in memory.</summary>
    public string? DatabaseFilename { get; set; }

    /// <summary>Log format passed on. Default <c>pretty</c>.</summary>
    public string LogFormat { get; set; } = "pretty";

    /// <summary>Log level passed on. Default <c>warn</c>.</summary>
    public string LogLevel { get; set; } = "warn";

    /// <summary>Further arguments. Default none.</summary>
    public IEnumerable<string>? ExtraArgs { get; set; }

    /// <summary>Copies these options; the arguments are shared.</summary>
    /// <returns>The copy.</returns>
    public virtual object Clone() => MemberwiseClone();
}
