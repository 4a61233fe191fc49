using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using Temporal.DevServer.Hosting;
using Temporal.DevServer.Stores;
using Temporal.Protocol.Grpc;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.WorkflowService.V1;
using static Temporal.Tests.DevServer.Server;

namespace Temporal.Tests.DevServer;

/// <summary>What strangers may send; the EN rows of the threat list whose surface exists.</summary>
public sealed class EngineAttackTests : IAsyncLifetime
{
    private Server _server = null!;

    public async ValueTask InitializeAsync() => _server = await Server.StartAsync(new MemoryHistoryStore());

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task EN01_no_port_opens_beyond_loopback_without_a_key()
    {
        var open = new DevServerOptions { Ip = IPAddress.Any, Port = 0 };

        var refused = await Assert.ThrowsAsync<ArgumentException>(() => DevServerHost.StartAsync(open, TestContext.Current.CancellationToken));

        Assert.Contains("API key", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, (int)GrpcStatusCode.Unauthenticated)]
    [InlineData("Bearer wrong", (int)GrpcStatusCode.Unauthenticated)]
    [InlineData("right", (int)GrpcStatusCode.Unauthenticated)]
    [InlineData("Bearer right", (int)GrpcStatusCode.OK)]
    public async Task EN01_a_call_carries_the_key_or_is_refused(string? authorization, int expected)
    {
        await using var server = await Server.StartAsync(new MemoryHistoryStore(), options: new() { ApiKey = "right" });
        var options = new GrpcCallOptions { Metadata = authorization is null ? [] : [KeyValuePair.Create("authorization", authorization)] };

        var refused = await Record.ExceptionAsync(() => server.Channel.CallAsync<GetSystemInfoResponse>(new GetSystemInfoRequest(), options, TestContext.Current.CancellationToken));

        Assert.Equal(expected, (int)((refused as RpcStatusException)?.Code ?? GrpcStatusCode.OK));
    }

    [Fact]
    public async Task EN02_another_namespace_is_not_found()
    {
        var start = NewStart("a");
        start.Namespace = "theirs";

        var refused = await _server.RefusedAsync<StartWorkflowExecutionResponse>(start);

        Assert.Equal(GrpcStatusCode.NotFound, refused.Code);
        Assert.True(refused.TryGetDetail<NamespaceNotFoundFailure>(out _));
    }

    [Theory]
    [InlineData(2_200_000, (int)GrpcStatusCode.InvalidArgument)]
    [InlineData(4_500_000, (int)GrpcStatusCode.ResourceExhausted)]
    public async Task EN03_what_is_too_large_is_refused(int bytes, int expected)
    {
        var start = NewStart("a");
        start.Input = Payload(new string('x', bytes));

        var refused = await _server.RefusedAsync<StartWorkflowExecutionResponse>(start);

        Assert.Equal(expected, (int)refused.Code);
    }

    [Fact]
    public async Task EN06_a_forged_token_is_not_found()
    {
        await _server.StartWorkflowAsync("a");
        var task = await _server.PollAsync();
        var bytes = task.TaskToken.ToByteArray();
        bytes[^1] ^= 1;
        task.TaskToken = ByteString.CopyFrom(bytes);

        var forged = await Assert.ThrowsAsync<RpcStatusException>(() => _server.CompleteAsync(task, Complete()));
        task.TaskToken = ByteString.CopyFromUtf8("x");
        var garbage = await Assert.ThrowsAsync<RpcStatusException>(() => _server.CompleteAsync(task, Complete()));

        Assert.Equal((GrpcStatusCode.NotFound, GrpcStatusCode.NotFound), (forged.Code, garbage.Code));
    }

    [Fact]
    public async Task EN06_a_stale_token_and_one_of_another_kind_of_task_are_not_found()
    {
        await _server.StartWorkflowAsync("a");
        var task = await _server.PollAsync();
        await _server.CompleteAsync(task, Activity("charge"));
        var activity = await _server.PollActivityAsync();

        var stale = await Assert.ThrowsAsync<RpcStatusException>(() => _server.CompleteAsync(task, Complete()));
        var wrongKind = await _server.RefusedAsync<RespondActivityTaskCompletedResponse>(new RespondActivityTaskCompletedRequest { Namespace = Namespace, TaskToken = task.TaskToken });
        task.TaskToken = activity.TaskToken;
        var otherKind = await Assert.ThrowsAsync<RpcStatusException>(() => _server.CompleteAsync(task, Complete()));

        Assert.Equal([GrpcStatusCode.NotFound, GrpcStatusCode.NotFound, GrpcStatusCode.NotFound], new[] { stale.Code, wrongKind.Code, otherKind.Code });
    }

    [Theory]
    [InlineData("00 00 00 00 05 01", "", (int)GrpcStatusCode.Internal)]
    [InlineData("01 00 00 00 01 0A", "", (int)GrpcStatusCode.Internal)]
    [InlineData("00 00 00 00 02 0A FF", "", (int)GrpcStatusCode.InvalidArgument)]
    [InlineData("01 00 00 00 02 0A FF", "br", (int)GrpcStatusCode.Unimplemented)]
    [InlineData("07 00 00 00 00", "", (int)GrpcStatusCode.Internal)]
    [InlineData("", "", (int)GrpcStatusCode.Internal)]
    public async Task EN08_a_bad_frame_is_a_status_and_the_next_call_is_served(string hex, string encoding, int expected)
    {
        var status = await SendAsync("/temporal.api.workflowservice.v1.WorkflowService/StartWorkflowExecution", hex, encoding);

        Assert.Equal(expected, status);
        await _server.CallAsync<GetSystemInfoResponse>(new GetSystemInfoRequest());
    }

    [Theory]
    [InlineData("a\u0000b")]
    [InlineData("a\nb")]
    [InlineData("")]
    [InlineData(null)]
    public async Task EN15_an_id_with_control_characters_or_too_long_or_none_is_refused(string? id)
    {
        var refused = await _server.RefusedAsync<StartWorkflowExecutionResponse>(NewStart(id ?? new string('x', 1001)));

        Assert.Equal(GrpcStatusCode.InvalidArgument, refused.Code);
    }

    [Fact]
    public async Task A_method_that_is_not_served_is_named()
    {
        var refused = await _server.RefusedAsync<StartBatchOperationResponse>(new StartBatchOperationRequest());

        Assert.Equal(GrpcStatusCode.Unimplemented, refused.Code);
        Assert.Contains("StartBatchOperation", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compressed_requests_are_read_as_the_official_core_sends_them()
    {
        using var compressing = new GrpcChannel(new() { Target = _server.Host.TargetHost, CompressRequests = true });

        var start = NewStart("a");
        start.Input = new() { Payloads_ = { new Temporalio.Api.Common.V1.Payload { Data = Google.Protobuf.ByteString.CopyFrom(new byte[4_000]) } } };
        var started = await compressing.CallAsync<StartWorkflowExecutionResponse>(start, cancel: TestContext.Current.CancellationToken);

        Assert.True(started.Started);
    }

    private async Task<int> SendAsync(string path, string hex, string encoding)
    {
        using var http = new HttpClient();
        var content = new ByteArrayContent(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://{_server.Host.TargetHost}{path}")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        if (encoding.Length > 0) request.Headers.TryAddWithoutValidation("grpc-encoding", encoding);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return int.Parse(response.Headers.GetValues("grpc-status").Single(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
