using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Temporal.Tests.Sdk;
using Temporalio.Client;

namespace Temporal.Tests.Samples;

public sealed class ClientMtlsSample
{
    [Fact]
    public async Task A_client_shows_its_certificate_and_checks_the_server()
    {
        using var server = Certificate("localhost");
        using var client = Certificate("client");
        await using var fake = await FakeTemporal.StartAsync(endpoint => endpoint.UseHttps(https =>
        {
            https.ServerCertificate = X509CertificateLoader.LoadPkcs12(server.Export(X509ContentType.Pkcs12), null);
            https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
            https.ClientCertificateValidation = (shown, _, _) => shown.Thumbprint == client.Thumbprint;
        }));
        var tls = new TlsOptions
        {
            ServerRootCACert = Pem(server.ExportCertificatePem()),
            Domain = "localhost",
            ClientCert = Pem(client.ExportCertificatePem()),
            ClientPrivateKey = Pem(client.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem()),
        };

        var connected = await TemporalClient.ConnectAsync(new(fake.Target) { Tls = tls });

        Assert.NotNull(connected.Connection);
        await Refused(fake.Target, new TlsOptions { ServerRootCACert = tls.ServerRootCACert, Domain = "localhost" });
        await Refused(fake.Target, new TlsOptions { Domain = "localhost", ClientCert = tls.ClientCert, ClientPrivateKey = tls.ClientPrivateKey });
    }

    [Fact]
    public async Task A_client_shows_the_issuers_in_its_file_to_a_server_that_knows_only_the_root()
    {
        using var server = Certificate("localhost");
        using var root = Certificate("root");
        using var team = Certificate("team", root);
        using var client = Certificate("client", team);
        await using var fake = await FakeTemporal.StartAsync(endpoint => endpoint.UseHttps(https =>
        {
            https.ServerCertificate = X509CertificateLoader.LoadPkcs12(server.Export(X509ContentType.Pkcs12), null);
            https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
            https.ClientCertificateValidation = (shown, chain, _) => LeadsTo(root, shown, chain!.ChainPolicy.ExtraStore);
        }));
        var tls = new TlsOptions
        {
            ServerRootCACert = Pem(server.ExportCertificatePem()),
            Domain = "localhost",
            ClientCert = Pem($"{client.ExportCertificatePem()}\n{team.ExportCertificatePem()}\n"),
            ClientPrivateKey = Pem(client.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem()),
        };

        var connected = await TemporalClient.ConnectAsync(new(fake.Target) { Tls = tls });

        Assert.NotNull(connected.Connection);
        tls.ClientCert = Pem(client.ExportCertificatePem());
        await Refused(fake.Target, tls);
    }

    private static bool LeadsTo(X509Certificate2 root, X509Certificate2 shown, X509Certificate2Collection sent)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.Add(root);
        chain.ChainPolicy.ExtraStore.AddRange(sent);
        return chain.Build(shown);
    }

    private static async Task Refused(string target, TlsOptions tls) => await Assert.ThrowsAnyAsync<Exception>(
        () => TemporalClient.ConnectAsync(new(target) { Tls = tls, RpcRetry = new() { MaxRetries = 1 } }));

    private static byte[] Pem(string text) => Encoding.UTF8.GetBytes(text);

    private static X509Certificate2 Certificate(string name, X509Certificate2? issuer = null)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var (from, to) = (new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
        if (issuer is null) return request.CreateSelfSigned(from, to);
        using var issued = request.Create(issuer, from, to, RandomNumberGenerator.GetBytes(8));
        return issued.CopyWithPrivateKey(key);
    }
}
