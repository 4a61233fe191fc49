using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Temporal.DevServer.Hosting;

/// <summary>TLS from PEM files; with an authority named, only callers with its certificates are let in.</summary>
internal static class ServerTls
{
    /// <exception cref="IOException">A file cannot be read or holds no certificate.</exception>
    internal static void Use(ListenOptions listen, DevServerOptions options)
    {
        var certificate = Read(() => X509Certificate2.CreateFromPemFile(options.TlsCertificate!, options.TlsKey), options.TlsCertificate!);
        var authorities = options.TlsClientAuthority is null ? null : Read(() => Import(options.TlsClientAuthority), options.TlsClientAuthority);
        listen.UseHttps(https =>
        {
            https.ServerCertificate = certificate;
            https.ServerCertificateChain = Read(() => Import(options.TlsCertificate!), options.TlsCertificate!);
            if (authorities is null) return;
            https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
            https.ClientCertificateValidation = (presented, sent, _) => IsIssuedBy(presented, sent?.ChainPolicy.ExtraStore, authorities);
        });
    }

    private static bool IsIssuedBy(X509Certificate2 presented, X509Certificate2Collection? issuers, X509Certificate2Collection authorities)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        // Callers may show the issuers between theirs and an authority's.
        if (issuers is not null) chain.ChainPolicy.ExtraStore.AddRange(issuers);
        // Authorities of one's own publish no revocation lists.
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(presented);
    }

    private static X509Certificate2Collection Import(string path)
    {
        var all = new X509Certificate2Collection();
        all.ImportFromPemFile(path);
        return all;
    }

    private static T Read<T>(Func<T> read, string path)
    {
        try
        {
            return read();
        }
        catch (System.Security.Cryptography.CryptographicException garbled)
        {
            throw new IOException($"{path} holds no usable certificate: {garbled.Message}", garbled);
        }
    }
}
