using Temporalio.Client;
using Temporalio.Common;

namespace Temporalio.Testing;

/// <summary>How <see cref="WorkflowEnvironment.StartLocalAsync"/> starts its server and connects to it.</summary>
/// <remarks>The target host names the address to listen on; default is a free port on the loopback interface.</remarks>
public class WorkflowEnvironmentStartLocalOptions : TemporalClientConnectOptions
{
    /// <summary>Where a server that has to be downloaded is kept. Default the directory for temporary files.</summary>
    public string? DownloadDirectory { get; set; }

    /// <summary>Whether the server is asked to serve its user interface, if it has one (<c>hitl-temporal</c> has none). Default false.</summary>
    public bool UI { get; set; }

    /// <summary>Port of the user interface; a port implies <see cref="UI"/>. Default 0, which is 1,000 above the server's own port.</summary>
    public int UIPort { get; set; }

    /// <summary>How the server is started.</summary>
    public DevServerOptions DevServerOptions { get; set; } = new();

    /// <summary>Search attributes the server knows from the start. Default none.</summary>
    public IReadOnlyCollection<SearchAttributeKey>? SearchAttributes { get; set; }

    /// <inheritdoc />
    public override object Clone()
    {
        var copy = (WorkflowEnvironmentStartLocalOptions)base.Clone();
        copy.DevServerOptions = (DevServerOptions)DevServerOptions.Clone();
        return copy;
    }
}
