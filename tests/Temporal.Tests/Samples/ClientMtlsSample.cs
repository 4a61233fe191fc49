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

    private static async Task Refused(string target, TlsOptions tls) => await Assert.ThrowsAnyAsync<Exception>(
        () => TemporalClient.ConnectAsync(new(target) { Tls = tls, RpcRetry = new() { MaxRetries = 1 } }));

    private static byte[] Pem(string text) => Encoding.UTF8.GetBytes(text);

    private static X509Certificate2 Certificate(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }
}
