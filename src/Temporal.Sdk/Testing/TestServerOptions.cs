namespace Temporalio.Testing;

/// <summary>How a time-skipping server is started.</summary>
public class TestServerOptions : ICloneable
{
    /// <summary>
    /// Executable, or .NET assembly, of a time-skipping test server. Default: environment variable
    /// <c>TEMPORAL_TEST_SERVER</c>, else <c>TEMPORAL_DEV_SERVER_PATH</c>, else <c>hitl-temporal</c> beside the running program,
    /// else one that is downloaded.
    /// </summary>
    public string? ExistingPath { get; set; }

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
