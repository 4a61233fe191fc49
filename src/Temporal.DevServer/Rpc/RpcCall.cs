using Temporal.DevServer.Engine;
using Temporal.DevServer.Hosting;

namespace Temporal.DevServer.Rpc;

/// <summary>What a call's handler works with besides the request.</summary>
internal sealed class RpcCall(ServerContext server, TimeSpan? timeout, CancellationToken cancel)
{
    internal ServerContext Server { get; } = server;

    internal WorkflowEngine Engine => Server.Engine;

    /// <summary>Signalled when the caller goes away or its deadline passes.</summary>
    internal CancellationToken Cancel { get; } = cancel;

    /// <exception cref="RpcStatusException">NOT_FOUND: no such namespace.</exception>
    internal NamespaceEntry Namespace(string name) => Server.Namespaces.Require(name);

    internal LongPoll Hold(TimeSpan atMost) => new(Engine.Clock.Time, timeout, atMost, Cancel);
}
