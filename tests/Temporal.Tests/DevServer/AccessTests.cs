using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Google.Protobuf;
using Temporal.DevServer.Access;
using Temporal.DevServer.Hosting;
using Temporal.DevServer.Stores;
using Temporal.Protocol.Grpc;
using Temporalio.Api.OperatorService.V1;
using Temporalio.Api.WorkflowService.V1;
using static Temporal.Tests.DevServer.Server;

namespace Temporal.Tests.DevServer;

/// <summary>Who may do what: API keys with roles, and TLS.</summary>
public sealed class AccessTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("temporal-tls-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<IMessage, int> EndingCalls => new()
    {
        { new TerminateWorkflowExecutionRequest { Namespace = Namespace, WorkflowExecution = new() { WorkflowId = "w" } }, (int)GrpcStatusCode.PermissionDenied },
        { new ResetWorkflowExecutionRequest { Namespace = Namespace, WorkflowExecution = new() { WorkflowId = "w" } }, (int)GrpcStatusCode.PermissionDenied },
        { new DeleteNamespaceRequest { Namespace = Namespace }, (int)GrpcStatusCode.PermissionDenied },
        { new DeleteWorkflowExecutionRequest { Namespace = Namespace, WorkflowExecution = new() { WorkflowId = "w" } }, (int)GrpcStatusCode.PermissionDenied },
        { new RegisterNamespaceRequest { Namespace = "mine" }, (int)GrpcStatusCode.PermissionDenied },
        { new SignalWorkflowExecutionRequest { Namespace = Namespace, WorkflowExecution = new() { WorkflowId = "w" }, SignalName = "s" }, (int)GrpcStatusCode.NotFound },
        { new DescribeWorkflowExecutionRequest { Namespace = Namespace, Execution = new() { WorkflowId = "w" } }, (int)GrpcStatusCode.NotFound },
    };

    [Theory]
    [MemberData(nameof(EndingCalls))]
    public async Task EN14_an_application_key_ends_resets_and_deletes_nothing(IMessage request, int expected)
    {
        await using var server = await GuardedAsync();

        var refused = await CallAsync(server, "app", request);

        Assert.Equal(expected, (int)refused);
    }

    [Theory]
    [InlineData("app", "orders", (int)GrpcStatusCode.PermissionDenied)]
    [InlineData("worker", "orders", (int)GrpcStatusCode.OK)]
    [InlineData("worker", "payments", (int)GrpcStatusCode.PermissionDenied)]
    [InlineData("admin", "payments", (int)GrpcStatusCode.OK)]
    public async Task EN13_tasks_are_given_only_to_keys_of_their_queue(string key, string queue, int expected)
    {
        await using var server = await GuardedAsync();

        var outcome = await CallAsync(server, key, new PollWorkflowTaskQueueRequest { Namespace = Namespace, TaskQueue = new() { Name = queue } });

        Assert.Equal(expected, (int)outcome);
    }

    [Fact]
    public async Task EN13_a_sticky_queue_belongs_to_the_queue_it_stands_in_for()
    {
        await using var server = await GuardedAsync();
        var poll = new PollWorkflowTaskQueueRequest
        {
            Namespace = Namespace,
            TaskQueue = new() { Name = "orders", NormalName = "payments", Kind = Temporalio.Api.Enums.V1.TaskQueueKind.Sticky },
        };

        var outcome = await CallAsync(server, "worker", poll);

        Assert.Equal(GrpcStatusCode.PermissionDenied, outcome);
    }

    [Fact]
    public async Task Calls_travel_over_tls_when_a_certificate_is_given()
    {
        var (certificate, key, _) = Issue("localhost", null);
        await using var host = await DevServerHost.StartAsync(new() { Port = 0, TlsCertificate = certificate, TlsKey = key }, TestContext.Current.CancellationToken);
        using var channel = new GrpcChannel(new() { Target = host.TargetHost, Tls = Trusting(certificate) });

        var answer = await channel.CallAsync<GetSystemInfoResponse>(new GetSystemInfoRequest(), cancel: TestContext.Current.CancellationToken);

        Assert.NotEmpty(answer.ServerVersion);
    }

    [Fact]
    public async Task EN01_with_an_authority_named_only_its_certificates_are_let_in()
    {
        var (authority, _, issuer) = Issue("authority", null, isAuthority: true);
        var (certificate, key, _) = Issue("localhost", null);
        var (client, clientKey, _) = Issue("worker", issuer);
        var options = new DevServerOptions { Port = 0, TlsCertificate = certificate, TlsKey = key, TlsClientAuthority = authority };
        await using var host = await DevServerHost.StartAsync(options, TestContext.Current.CancellationToken);
        var tls = Trusting(certificate);
        using var stranger = new GrpcChannel(new() { Target = host.TargetHost, Tls = Trusting(certificate) });
        tls.ClientCertificates = [X509Certificate2.CreateFromPemFile(client, clientKey)];
        using var known = new GrpcChannel(new() { Target = host.TargetHost, Tls = tls });

        var answer = await known.CallAsync<GetSystemInfoResponse>(new GetSystemInfoRequest(), cancel: TestContext.Current.CancellationToken);
        var refused = await Record.ExceptionAsync(() => stranger.CallAsync<GetSystemInfoResponse>(new GetSystemInfoRequest(), cancel: TestContext.Current.CancellationToken));

        Assert.NotEmpty(answer.ServerVersion);
        Assert.NotNull(refused);
    }

    [Fact]
    public async Task EN01_a_caller_may_show_the_issuers_between_its_certificate_and_the_authority()
    {
        var (authority, _, root) = Issue("authority", null, isAuthority: true);
        var (team, _, issuer) = Issue("team", root, isAuthority: true);
        var (certificate, key, _) = Issue("localhost", null);
        var (client, clientKey, _) = Issue("worker", issuer);
        var options = new DevServerOptions { Port = 0, TlsCertificate = certificate, TlsKey = key, TlsClientAuthority = authority };
        await using var host = await DevServerHost.StartAsync(options, TestContext.Current.CancellationToken);
        var tls = Trusting(certificate);
        tls.ClientCertificateContext = SslStreamCertificateContext.Create(
            X509Certificate2.CreateFromPemFile(client, clientKey), [X509CertificateLoader.LoadCertificateFromFile(team)], offline: true);
        using var known = new GrpcChannel(new() { Target = host.TargetHost, Tls = tls });

        var answer = await known.CallAsync<GetSystemInfoResponse>(new GetSystemInfoRequest(), cancel: TestContext.Current.CancellationToken);

        Assert.NotEmpty(answer.ServerVersion);
    }

    [Fact]
    public async Task Metrics_count_calls_by_method_and_code()
    {
        await using var host = await DevServerHost.StartAsync(new() { Port = 0, MetricsPort = 0 }, TestContext.Current.CancellationToken);
        using var channel = new GrpcChannel(new() { Target = host.TargetHost });
        await channel.CallAsync<GetSystemInfoResponse>(new GetSystemInfoRequest(), cancel: TestContext.Current.CancellationToken);
        using var http = new HttpClient();

        var page = await http.GetStringAsync($"http://127.0.0.1:{host.MetricsPort}/metrics", TestContext.Current.CancellationToken);

        Assert.Contains("hitl_temporal_calls_total{method=\"GetSystemInfo\",code=\"OK\"} 1\n", page, StringComparison.Ordinal);
    }

    private static Task<Server> GuardedAsync() => Server.StartAsync(new MemoryHistoryStore(), options: new()
    {
        ApiKeys =
        [
            new() { Key = "admin" },
            new() { Key = "app", Role = ApiKeyRole.Client },
            new() { Key = "worker", Role = ApiKeyRole.Worker, TaskQueues = ["orders"] },
        ],
    });

    private static async Task<GrpcStatusCode> CallAsync(Server server, string key, IMessage request)
    {
        // Two seconds: a poll that is let in answers empty.
        var options = new GrpcCallOptions { Metadata = [KeyValuePair.Create("authorization", $"Bearer {key}")], Timeout = TimeSpan.FromSeconds(30) };
        var call = request switch
        {
            PollWorkflowTaskQueueRequest => (Task)server.Channel.CallAsync<PollWorkflowTaskQueueResponse>(request, options, TestContext.Current.CancellationToken),
            TerminateWorkflowExecutionRequest => server.Channel.CallAsync<TerminateWorkflowExecutionResponse>(request, options, TestContext.Current.CancellationToken),
            ResetWorkflowExecutionRequest => server.Channel.CallAsync<ResetWorkflowExecutionResponse>(request, options, TestContext.Current.CancellationToken),
            DeleteNamespaceRequest => server.Channel.CallAsync<DeleteNamespaceResponse>(request, options, TestContext.Current.CancellationToken),
            DeleteWorkflowExecutionRequest => server.Channel.CallAsync<DeleteWorkflowExecutionResponse>(request, options, TestContext.Current.CancellationToken),
            RegisterNamespaceRequest => server.Channel.CallAsync<RegisterNamespaceResponse>(request, options, TestContext.Current.CancellationToken),
            SignalWorkflowExecutionRequest => server.Channel.CallAsync<SignalWorkflowExecutionResponse>(request, options, TestContext.Current.CancellationToken),
            _ => server.Channel.CallAsync<DescribeWorkflowExecutionResponse>(request, options, TestContext.Current.CancellationToken),
        };
        var ended = Eventually.HoldsAsync(() =>
        {
            if (!call.IsCompleted) server.Time.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(call.IsCompleted);
        });
        await ended;
        var refused = await Record.ExceptionAsync(() => call);
        return (refused as RpcStatusException)?.Code ?? GrpcStatusCode.OK;
    }

    private static SslClientAuthenticationOptions Trusting(string certificate)
    {
        var trusted = X509Certificate2.CreateFromPem(File.ReadAllText(certificate));
        return new() { TargetHost = "localhost", RemoteCertificateValidationCallback = (_, presented, _, _) => presented?.GetCertHashString() == trusted.GetCertHashString() };
    }

    private (string Certificate, string Key, X509Certificate2 Issued) Issue(string name, X509Certificate2? issuer, bool isAuthority = false)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, true));
        var (from, until) = (DateTimeOffset.UnixEpoch.AddYears(40), DateTimeOffset.UnixEpoch.AddYears(100));
        var issued = issuer is null ? request.CreateSelfSigned(from, until) : request.Create(issuer, from, until, RandomNumberGenerator.GetBytes(8));
        var (certificatePath, keyPath) = (Path.Combine(_folder, $"{name}.pem"), Path.Combine(_folder, $"{name}.key"));
        File.WriteAllText(certificatePath, issued.ExportCertificatePem());
        File.WriteAllText(keyPath, key.ExportPkcs8PrivateKeyPem());
        return (certificatePath, keyPath, issued.HasPrivateKey ? issued : issued.CopyWithPrivateKey(key));
    }
}
