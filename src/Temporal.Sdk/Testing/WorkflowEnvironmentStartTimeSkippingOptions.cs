using Temporalio.Client;

namespace Temporalio.Testing;

/// <summary>How <see cref="WorkflowEnvironment.StartTimeSkippingAsync"/> starts its server and connects to it.</summary>
/// <remarks>A port in the target host is used; default is a free one. Such servers always listen on the loopback interface.</remarks>
public class WorkflowEnvironmentStartTimeSkippingOptions : TemporalClientConnectOptions
{
    /// <summary>Where a server that has to be downloaded is kept. Default the directory for temporary files.</summary>
    public string? DownloadDirectory { get; set; }

    /// <summary>How the server is started.</summary>
    public TestServerOptions TestServer { get; set; } = new();

    /// <inheritdoc />
    public override object Clone()
    {
        var copy = (WorkflowEnvironmentStartTimeSkippingOptions)base.Clone();
        copy.TestServer = (TestServerOptions)TestServer.Clone();
        return copy;
    }
}
