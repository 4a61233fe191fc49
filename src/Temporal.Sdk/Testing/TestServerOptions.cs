namespace Temporalio.Testing;

/// <summary>How a time-skipping server is started.</summary>
public class TestServerOptions : ICloneable
{
    /// <summary>
    /// Executable, or .NET assembly, of a time-skipping test server. Default: environment variable
    /// <c>TEMPORAL_TEST_SERVER</c>, else <c>TEMPORAL_DEV_SERVER_PATH</c>, else <c>hitl-temporal</c> beside the running program.
    /// </summary>
    public string? ExistingPath { get; set; }

    /// <summary>Further arguments. Default none.</summary>
    public IEnumerable<string>? ExtraArgs { get; set; }

    /// <summary>Copies these options; the arguments are shared.</summary>
    /// <returns>The copy.</returns>
    public virtual object Clone() => MemberwiseClone();
}
