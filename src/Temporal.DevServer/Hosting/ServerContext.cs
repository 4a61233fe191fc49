using Temporal.DevServer.Engine;
using Temporal.DevServer.Workers;

namespace Temporal.DevServer.Hosting;

/// <summary>The parts of one running server.</summary>
internal sealed record ServerContext(WorkflowEngine Engine, NamespaceRegistry Namespaces)
{
    internal WorkerBoard Workers { get; } = new(Engine.Clock.Time);

    /// <summary>Version told to clients; the official one whose behaviour is followed.</summary>
    internal const string Version = "1.29.0";
}
