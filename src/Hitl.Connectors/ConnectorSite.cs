using Hitl.Connectors.Http;

namespace Hitl.Connectors;

/// <summary>Where one target is and how it is called.</summary>
/// <param name="Name">The target as the catalog names it.</param>
/// <param name="Http">Calls it: to the checked address only, once per call, without redirects, proxies or reuse.</param>
/// <param name="Secret">API key or signing secret.</param>
/// <param name="Time">The clock.</param>
public sealed record ConnectorSite(string Name, TargetHttp Http, string Secret, TimeProvider Time)
{
    /// <summary>The name alone: a record would print its secret.</summary>
    public override string ToString() => Name;
}
