using System.Net;
using System.Net.Sockets;
using Temporal.Protocol.Grpc;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;

namespace Temporal.Tests.Sdk.Client;

public sealed class TemporalConnectionTests
{
    [Fact]
    public async Task Nobody_listening_is_a_failed_connection()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => TemporalClient.ConnectAsync(new($"127.0.0.1:{UnusedPort()}")));

        Assert.Contains("Connection failed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_too_old_to_describe_itself_is_good_enough()
    {
        await using var server = await FakeTemporal.StartAsync();
        server.On<GetSystemInfoRequest>(_ => throw new RpcStatusException(GrpcStatusCode.Unimplemented, "unknown method"));

        var client = await server.ConnectAsync();

        Assert.True(client.Connection.IsConnected);
    }

    [Fact]
    public async Task A_lazy_client_connects_with_its_first_call_and_tries_again_after_a_failure()
    {
        await using var server = await FakeTemporal.StartAsync();
        var refusals = 1;
        server.On<GetSystemInfoRequest>(_ => refusals-- > 0
            ? throw new RpcStatusException(GrpcStatusCode.Unavailable, "starting")
            : new GetSystemInfoResponse());
        server.On<SignalWorkflowExecutionRequest>(_ => new SignalWorkflowExecutionResponse());
        var handle = TemporalClient.CreateLazy(server.Options()).GetWorkflowHandle("id");

        await Assert.ThrowsAsync<InvalidOperationException>(() => handle.SignalAsync("approve", []));
        await handle.SignalAsync("approve", []);

        Assert.True(handle.Client.Connection.IsConnected);
        Assert.Single(server.All<SignalWorkflowExecutionRequest>());
    }

    [Fact]
    public async Task Calls_carry_identity_namespace_key_and_metadata_and_the_call_has_the_last_word()
    {
        await using var server = await FakeTemporal.StartAsync();
        server.On<SignalWorkflowExecutionRequest>(_ => new SignalWorkflowExecutionResponse());
        var options = server.Options();
        (options.Namespace, options.ApiKey, options.Tls) = ("payments", "secret", new TlsOptions { Disabled = true });
        options.RpcMetadata = [new("Region", "eu"), new("tier", "gold")];
        var client = await TemporalClient.ConnectAsync(options);

        await client.GetWorkflowHandle("id").SignalAsync(
            "approve", [], new() { Rpc = new() { Metadata = [new("tier", "silver")] } });

        var headers = server.Received.Last().Headers;
        Assert.Equal("payments", headers["temporal-namespace"]);
        Assert.Equal("Bearer secret", headers["authorization"]);
        Assert.Equal(("eu", "silver"), (headers["region"], headers["tier"]));
        Assert.EndsWith("@" + Dns.GetHostName(), server.All<SignalWorkflowExecutionRequest>().Single().Identity, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Binary_metadata_travels_as_base64_and_needs_its_suffix()
    {
        await using var server = await FakeTemporal.StartAsync();
        server.On<SignalWorkflowExecutionRequest>(_ => new SignalWorkflowExecutionResponse());
        var options = server.Options();
        options.RpcBinaryMetadata = [new("trace-bin", [1, 2]), new("Plain-bin", [255])];
        var client = await TemporalClient.ConnectAsync(options);

        await client.GetWorkflowHandle("id").SignalAsync("approve", [], new() { Rpc = new() { BinaryMetadata = [new("trace-bin", [3])] } });
        var headers = server.Received.Last().Headers;
        client.Connection.RpcBinaryMetadata = [new("newer-bin", [4])];
        await client.GetWorkflowHandle("id").SignalAsync("approve", []);

        Assert.Equal(("Aw==", "/w=="), (headers["trace-bin"], headers["plain-bin"]));
        Assert.Equal("BA==", server.Received.Last().Headers["newer-bin"]);
        Assert.Throws<ArgumentException>(() => client.Connection.RpcBinaryMetadata = [new("plain", [5])]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("ada:secret")]
    public async Task A_proxy_is_asked_for_a_tunnel(string? password)
    {
        await using var server = await FakeTemporal.StartAsync();
        await using var proxy = new ConnectProxy(password);
        var options = server.Options();
        options.HttpConnectProxy = new(proxy.Target) { BasicAuth = password is null ? null : ("ada", "secret") };

        var client = await TemporalClient.ConnectAsync(options);

        Assert.True(client.Connection.IsConnected);
        Assert.Equal([server.Target], proxy.Opened);
    }

    [Fact]
    public async Task A_proxy_that_refuses_is_a_failed_connection()
    {
        await using var server = await FakeTemporal.StartAsync();
        await using var proxy = new ConnectProxy("ada:secret");
        var options = server.Options();
        options.HttpConnectProxy = new(proxy.Target);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => TemporalClient.ConnectAsync(options));

        Assert.Contains("407", error.Message, StringComparison.Ordinal);
        Assert.Empty(server.Received);
    }

    [Fact]
    public async Task A_key_may_be_replaced_while_connected_and_only_then()
    {
        await using var server = await FakeTemporal.StartAsync();
        server.On<SignalWorkflowExecutionRequest>(_ => new SignalWorkflowExecutionResponse());
        var client = await server.ConnectAsync();

        client.Connection.ApiKey = "newer";
        await client.GetWorkflowHandle("id").SignalAsync("approve", []);

        Assert.Equal("Bearer newer", server.Received.Last().Headers["authorization"]);
        Assert.Throws<InvalidOperationException>(() => TemporalClient.CreateLazy(server.Options()).Connection.ApiKey = "early");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("host:port")]
    [InlineData("localhost:7233/path")]
    public void An_impossible_target_is_refused(string? target) =>
        Assert.Throws<ArgumentException>(() => TemporalClient.CreateLazy(new() { TargetHost = target }));

    [Fact]
    public void An_api_key_turns_encryption_on_unless_it_is_switched_off()
    {
        var withKey = ChannelSettings.From(new("localhost:7233") { ApiKey = "secret" });
        var withKeyInClear = ChannelSettings.From(new("localhost:7233") { ApiKey = "secret", Tls = new() { Disabled = true } });
        var named = ChannelSettings.From(new("localhost:7233") { Tls = new() { Domain = "temporal.example" } });

        Assert.Equal(("localhost", null, "temporal.example"), (withKey.Tls?.TargetHost, withKeyInClear.Tls, named.Tls?.TargetHost));
    }

    [Fact]
    public void Half_a_client_certificate_is_refused() =>
        Assert.Throws<ArgumentException>(() => ChannelSettings.From(new("localhost:7233") { Tls = new() { ClientCert = [1] } }));

    private static int UnusedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
