namespace Temporalio.Client;

/// <summary>How a connection is encrypted. Setting an instance, even an empty one, turns TLS on.</summary>
public class TlsOptions : ICloneable
{
    /// <summary>PEM root certificate the server must chain to. Default <see langword="null"/>: the machine's own trust store.</summary>
    public byte[]? ServerRootCACert { get; set; }

    /// <summary>Name sent in SNI and checked against the server certificate. Default <see langword="null"/>: the target host.</summary>
    public string? Domain { get; set; }

    /// <summary>PEM client certificate for mutual TLS. Needs <see cref="ClientPrivateKey"/> as well.</summary>
    public byte[]? ClientCert { get; set; }

    /// <summary>PEM private key belonging to <see cref="ClientCert"/>.</summary>
    public byte[]? ClientPrivateKey { get; set; }

    /// <summary>Default <see langword="false"/>. When set, stays in clear text although an API key would turn TLS on.</summary>
    public bool Disabled { get; set; }

    /// <summary>Copies these options; the byte arrays are shared.</summary>
    /// <returns>The copy.</returns>
    public virtual object Clone() => MemberwiseClone();
}
