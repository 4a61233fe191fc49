using Temporalio.Client;
using Temporalio.Common;

namespace Temporalio.Testing;

/// <summary>How <see cref="WorkflowEnvironment.StartLocalAsync"/> starts its server and connects to it.</summary>
/// <remarks>The target host names the address to listen on; default is a free port on the loopback interface.</remarks>
public class WorkflowEnvironmentStartLocalOptions : TemporalClientConnectOptions
{
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
