using Hitl.Connectors.Http;
using Hitl.Escalations.Drills;
using Hitl.Escalations.Execution;

namespace Hitl.Connectors;

/// <summary>The sandbox beside each target that is configured with one, made when it is first drilled.</summary>
internal sealed class SandboxTargets(IReadOnlyDictionary<string, TargetOptions> entries, IReadOnlyList<IConnector> connectors, TimeProvider time) : ISandboxTargets, IDisposable
{
    private readonly Dictionary<string, IActionTarget> _made = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    public (IActionTarget Target, string Host)? Find(string target)
    {
        if (!entries.TryGetValue(target, out var options) || options.Sandbox() is not { } sandbox) return null;
        lock (_gate)
        {
            if (!_made.TryGetValue(target, out var made)) _made[target] = made = ConnectorServices.Create(target, sandbox, time, null, connectors);
            return (made, TargetUrl.Host(new(sandbox.BaseUrl)));
        }
    }

    public void Dispose()
    {
        foreach (var made in _made.Values.OfType<IDisposable>()) made.Dispose();
    }
}
