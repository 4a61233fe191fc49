namespace Temporalio.Testing;

/// <summary>How a local server without time skipping is started.</summary>
public class DevServerOptions : ICloneable
{
    /// <summary>
    /// Executable, or .NET assembly, of a Temporal development server. Default: environment variable
    /// <c>TEMPORAL_DEV_SERVER_PATH</c>, else <c>hitl-temporal</c> beside the running program,
    /// else one that is downloaded.
    /// </summary>
    public string? ExistingPath { get; set; }

    /// <summary>
    /// SQLite file the server keeps its state in, passed on. Default: in memory. <c>hitl-temporal</c> takes <c>--db</c> with a connection
    /// string among <see cref="ExtraArgs"/> instead, and ignores a file.
    /// </summary>
    public string? DatabaseFilename { get; set; }

    /// <summary>Log format passed on. Default <c>pretty</c>.</summary>
    public string LogFormat { get; set; } = "pretty";

    /// <summary>Log level passed on. Default <c>warn</c>.</summary>
    public string LogLevel { get; set; } = "warn";

    /// <summary>
    /// Version to download if there is no server otherwise: a version, <c>latest</c>, or <c>default</c>, which is the default, for the
    /// one that fits this SDK.
    /// </summary>
    public string DownloadVersion { get; set; } = "default";

    /// <summary>After what time a download is done anew. Default never.</summary>
    public TimeSpan? DownloadTtl { get; set; }

    /// <summary>Further arguments. Default none.</summary>
    public IReadOnlyCollection<string>? ExtraArgs { get; set; }

    /// <summary>Copies these options; the arguments are shared.</summary>
    /// <returns>The copy.</returns>
    public virtual object Clone() => MemberwiseClone();
}
