using System.Buffers;
using System.Collections.Concurrent;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Temporal.Protocol.Grpc;
using Temporalio.Client;

namespace Temporal.Tests.Sdk;

/// <summary>A gRPC server that answers what a test tells it to, for behaviour a real server would not show on demand.</summary>
internal sealed class FakeTemporal : IAsyncDisposable
{
    /// <summary>Beside the headers of what was received: the flag of its frame, 1 for compressed.</summary>
    public const string FrameFlag = "frame-flag";

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, Func<IMessage, CancellationToken, Task<IMessage>>> _answers = new();

    private FakeTemporal(WebApplication app) => _app = app;

    /// <summary>Requests in the order of their arrival, with the headers they had.</summary>
    public ConcurrentQueue<(IMessage Request, Dictionary<string, string> Headers)> Received { get; } = new();

    /// <summary>Refuses what says it may be compressed, as a server without gzip does.</summary>
    public bool KnowsNoGzip { get; set; }

    public string Target => new Uri(_app.Urls.First()).Authority;

    public static async Task<FakeTemporal> StartAsync(Action<ListenOptions>? adjust = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(
            System.Net.IPAddress.Loopback,
            0,
            endpoint =>
            {
                endpoint.Protocols = HttpProtocols.Http2;
                adjust?.Invoke(endpoint);
            }));
        var fake = new FakeTemporal(builder.Build());
        fake.On<Temporalio.Api.WorkflowService.V1.GetSystemInfoRequest>(_ =>
            new Temporalio.Api.WorkflowService.V1.GetSystemInfoResponse());
        fake._app.Run(fake.ServeAsync);
        await fake._app.StartAsync();
        return fake;
    }

    public void On<TRequest>(Func<TRequest, IMessage> answer)
        where TRequest : IMessage, new() => On<TRequest>((request, _) => Task.FromResult(answer(request)));

    public void On<TRequest>(Func<TRequest, CancellationToken, Task<IMessage>> answer)
        where TRequest : IMessage, new() =>
        _answers[new TRequest().Descriptor.FullName] = (request, cancel) => answer((TRequest)request, cancel);

    public T[] All<T>() => [.. Received.Select(each => each.Request).OfType<T>()];

    public TemporalClientConnectOptions Options() => new(Target)
    {
        RpcRetry = new() { InitialInterval = TimeSpan.FromMilliseconds(1), MaxInterval = TimeSpan.FromMilliseconds(2) },
    };

    public Task<TemporalClient> ConnectAsync() => TemporalClient.ConnectAsync(Options());

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(true));
        await _app.DisposeAsync();
    }

    private async Task ServeAsync(HttpContext http)
    {
        var method = GrpcMethods.ByPath[http.Request.Path];
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        var headers = http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        headers[FrameFlag] = body.ToArray()[0].ToString(System.Globalization.CultureInfo.InvariantCulture);
        var frame = GrpcFrame.Read(new ReadOnlySequence<byte>(body.ToArray()), headers.GetValueOrDefault("grpc-encoding"), int.MaxValue, isFinal: true);
        var request = method.RequestParser.ParseFrom(frame.Message);
        Received.Enqueue((request, headers));
        http.Response.ContentType = "application/grpc";
        try
        {
            if (KnowsNoGzip && headers.ContainsKey("grpc-encoding"))
                throw new RpcStatusException(GrpcStatusCode.Unimplemented, "grpc: Decompressor is not installed for grpc-encoding \"gzip\"");
            var answer = _answers.TryGetValue(method.Request.FullName, out var find)
                ? await find(request, http.RequestAborted)
                : throw new RpcStatusException(GrpcStatusCode.Unimplemented, $"unknown method {method.Name}");
            await http.Response.Body.WriteAsync(GrpcFrame.Encode(answer, compress: false), http.RequestAborted);
            http.Response.AppendTrailer(GrpcStatus.CodeHeader, "0");
        }
        catch (RpcStatusException refused)
        {
            http.Response.AppendTrailer(GrpcStatus.CodeHeader, $"{(int)refused.Code}");
            http.Response.AppendTrailer(GrpcStatus.MessageHeader, GrpcStatus.EncodeMessage(refused.Message));
            http.Response.AppendTrailer(GrpcStatus.DetailsHeader, refused.Status.EncodeDetails());
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone; there is nobody to answer.
            http.Abort();
        }
    }
}
