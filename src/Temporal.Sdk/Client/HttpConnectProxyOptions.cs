namespace Temporalio.Client;

/// <summary>A proxy that opens tunnels with HTTP's CONNECT; TLS, if there is any, is between us and the server.</summary>
public class HttpConnectProxyOptions : ICloneable
{
    /// <summary>Creates options for one proxy.</summary>
    /// <param name="targetHost">See <see cref="TargetHost"/>.</param>
    public HttpConnectProxyOptions(string targetHost) => TargetHost = targetHost;

    /// <summary>The proxy as <c>host:port</c>. Required.</summary>
    public string? TargetHost { get; set; }

    /// <summary>Name and password for the proxy. Default none.</summary>
    public (string Username, string Password)? BasicAuth { get; set; }

    /// <summary>Copies these options.</summary>
    /// <returns>The copy.</returns>
    public virtual object Clone() => MemberwiseClone();
}
