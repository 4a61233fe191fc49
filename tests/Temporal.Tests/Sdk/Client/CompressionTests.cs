using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;

namespace Temporal.Tests.Sdk.Client;

/// <summary>Gzip is the official client's default, for requests and answers; a server without it is called again, uncompressed from then on.</summary>
public sealed class CompressionTests
{
    private static readonly string Long = new('x', 10_000);

    [Fact]
    public async Task A_real_server_reads_what_is_compressed_by_default()
    {
        await using var server = new LocalServer();
        await server.InitializeAsync();

        var client = await TemporalClient.ConnectAsync(new(server.Target));

        Assert.Equal(0, (await client.CountWorkflowsAsync($"WorkflowId = '{Long[..2_000]}'")).Count);
    }

    [Fact]
    public async Task Only_what_is_worth_it_is_compressed()
    {
        await using var server = await FakeTemporal.StartAsync();
        server.On<SignalWorkflowExecutionRequest>(_ => new SignalWorkflowExecutionResponse());
        var handle = (await server.ConnectAsync()).GetWorkflowHandle("id");

        await handle.SignalAsync("approve", ["yes"]);
        await handle.SignalAsync("approve", [Long]);

        var sent = server.Received.Where(each => each.Request is SignalWorkflowExecutionRequest).Select(each => each.Headers).ToList();
        Assert.Equal(["0", "1"], sent.Select(headers => headers[FakeTemporal.FrameFlag]));
        Assert.All(sent, headers => Assert.Equal(("gzip", "identity,gzip"), (headers["grpc-encoding"], headers["grpc-accept-encoding"])));
        Assert.Contains(Long, server.All<SignalWorkflowExecutionRequest>()[1].Input.Payloads_[0].Data.ToStringUtf8(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_without_gzip_is_asked_again_and_spared_from_then_on()
    {
        await using var server = await FakeTemporal.StartAsync();
        server.KnowsNoGzip = true;
        server.On<SignalWorkflowExecutionRequest>(_ => new SignalWorkflowExecutionResponse());
        var handle = (await server.ConnectAsync()).GetWorkflowHandle("id");

        await handle.SignalAsync("approve", [Long]);

        Assert.Equal(Long.Length + 2, Assert.Single(server.All<SignalWorkflowExecutionRequest>()).Input.Payloads_[0].Data.Length);
        Assert.Equal([true, false, false], server.Received.Select(each => each.Headers.ContainsKey("grpc-encoding")));
    }

    [Fact]
    public async Task Whoever_wants_none_neither_sends_nor_asks_for_it()
    {
        await using var server = await FakeTemporal.StartAsync();
        server.On<SignalWorkflowExecutionRequest>(_ => new SignalWorkflowExecutionResponse());
        var options = server.Options();
        options.GrpcCompression = new GrpcCompression.None();

        await (await TemporalClient.ConnectAsync(options)).GetWorkflowHandle("id").SignalAsync("approve", [Long]);

        var headers = server.Received.Last().Headers;
        Assert.Equal(("0", "identity", false), (headers[FakeTemporal.FrameFlag], headers["grpc-accept-encoding"], headers.ContainsKey("grpc-encoding")));
    }
}
