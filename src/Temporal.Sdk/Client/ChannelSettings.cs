using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Temporal.Protocol.Grpc;

namespace Temporalio.Client;

/// <summary>Translates connection options into those of the gRPC channel.</summary>
internal static class ChannelSettings
{
    internal static GrpcChannelOptions From(TemporalConnectionOptions options)
    {
        if (string.IsNullOrEmpty(options.TargetHost)) throw new ArgumentException("TargetHost is required");
        var wantsTls = options.Tls is { Disabled: false } || (options.Tls is null && options.ApiKey is not null);
        return new GrpcChannelOptions
        {
            Target = CheckedTarget(options.TargetHost),
            Tls = wantsTls ? Tls(options.Tls ?? new TlsOptions(), options.TargetHost) : null,
            KeepAliveInterval = options.KeepAlive?.Interval,
            KeepAliveTimeout = options.KeepAlive?.Timeout ?? TimeSpan.FromSeconds(15),
            TimeProvider = options.TimeProvider,
            Proxy = options.HttpConnectProxy is { } proxy ? Proxy(proxy) : null,
            CompressRequests = options.GrpcCompression is GrpcCompression.Gzip,
        };
    }

    private static string CheckedTarget(string target) =>
        Uri.TryCreate("http://" + target, UriKind.Absolute, out var uri) && uri.PathAndQuery == "/"
            ? target
            : throw new ArgumentException($"TargetHost '{target}' is not host:port");

    private static GrpcProxy Proxy(HttpConnectProxyOptions options)
    {
        if (string.IsNullOrEmpty(options.TargetHost)) throw new ArgumentException("The proxy's TargetHost is required");
        var address = new Uri("http://" + CheckedTarget(options.TargetHost));
        var authorization = options.BasicAuth is var (name, password)
            ? "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{password}"))
            : null;
        return new GrpcProxy(address.IdnHost, address.Port, authorization);
    }

    private static SslClientAuthenticationOptions Tls(TlsOptions options, string target)
    {
        if ((options.ClientCert is null) != (options.ClientPrivateKey is null))
        {
            throw new ArgumentException("A TLS client certificate and its private key must be given together");
        }
        var tls = new SslClientAuthenticationOptions
        {
            TargetHost = options.Domain ?? new Uri("https://" + target).Host,
            ApplicationProtocols = [SslApplicationProtocol.Http2],
        };
        if (options.ClientCert is { } certificates) tls.ClientCertificateContext = ClientCertificate(certificates, options.ClientPrivateKey!);
        if (options.ServerRootCACert is { } root) tls.CertificateChainPolicy = TrustOnly(root);
        return tls;
    }

    private static SslStreamCertificateContext ClientCertificate(byte[] certificates, byte[] key)
    {
        var pem = Encoding.UTF8.GetString(certificates);
        using var parsed = X509Certificate2.CreateFromPem(pem, Encoding.UTF8.GetString(key));
        // Some platforms refuse ephemeral keys in TLS; a PKCS#12 round trip makes the key usable everywhere.
        var own = X509CertificateLoader.LoadPkcs12(parsed.Export(X509ContentType.Pkcs12), null);
        // What follows the first are its issuers: a server that knows only the root must be shown them.
        var issuers = new X509Certificate2Collection();
        issuers.ImportFromPem(pem);
        return SslStreamCertificateContext.Create(own, issuers, offline: true);
    }

    private static X509ChainPolicy TrustOnly(byte[] root)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.ImportFromPem(Encoding.UTF8.GetString(root));
        return policy;
    }
}
