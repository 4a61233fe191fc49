using System.Buffers;
using System.Net;
using Google.Protobuf;
using Hitl.Peers;

namespace Temporal.Protocol.Grpc;

/// <summary>Unary gRPC calls to one server over pooled HTTP/2 connections. Thread-safe; connects on the first call.</summary>
internal sealed class GrpcChannel : IDisposable
{
    /// <summary>Bytes from which gzip saves more than it costs. The flag of each frame says whether it is compressed, so smaller ones go as they are.</summary>
    private const int WorthCompressing = 1024;
    private static readonly Version Http2 = HttpVersion.Version20;
    private readonly GrpcChannelOptions _options;
    private readonly HttpMessageInvoker _http;
    private readonly string? _tlsHost;
    private readonly Uri _address;
    private volatile bool _compresses;

    internal GrpcChannel(GrpcChannelOptions options)
    {
        (_options, _compresses) = (options, options.CompressRequests);
        _address = new Uri($"{(options.Tls is null ? "http" : "https")}://{options.Target}");
        if (options.Tls?.TargetHost is { } host && host != _address.Host) _tlsHost = host;
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            ConnectTimeout = options.ConnectTimeout,
            // A worker's long polls alone can exceed one connection's stream limit.
            EnableMultipleHttp2Connections = true,
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            KeepAlivePingDelay = options.KeepAliveInterval ?? Timeout.InfiniteTimeSpan,
            KeepAlivePingTimeout = options.KeepAliveTimeout,
        };
        if (options.Tls is not null) handler.SslOptions = options.Tls;
        if (options.Proxy is { } proxy) handler.ConnectCallback = (context, cancel) => ProxyTunnel.OpenAsync(proxy, context.DnsEndPoint, cancel);
        _http = new HttpMessageInvoker(handler, disposeHandler: true);
    }

    /// <summary>Calls the one method that takes this request type.</summary>
    internal Task<TResponse> CallAsync<TResponse>(IMessage request, GrpcCallOptions? options = null, CancellationToken cancel = default)
        where TResponse : IMessage<TResponse> =>
        CallAsync<TResponse>(GrpcMethods.Taking(request.Descriptor), request, options, cancel);

    /// <summary>Calls a method and waits for its answer.</summary>
    /// <exception cref="RpcStatusException">The call ended with any status but OK, the peer was not reached
    /// (<see cref="GrpcStatusCode.Unavailable"/>), or the timeout passed (<see cref="GrpcStatusCode.DeadlineExceeded"/>).</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was signalled; the server is told.</exception>
    internal async Task<TResponse> CallAsync<TResponse>(
        GrpcMethod method, IMessage request, GrpcCallOptions? options = null, CancellationToken cancel = default)
        where TResponse : IMessage<TResponse>
    {
        try
        {
            return await CallOnceAsync<TResponse>(method, request, options ?? GrpcCallOptions.None, cancel);
        }
        catch (RpcStatusException refused) when (_compresses && IsAboutCompression(refused))
        {
            _compresses = false;
            return await CallOnceAsync<TResponse>(method, request, options ?? GrpcCallOptions.None, cancel);
        }
    }

    private async Task<TResponse> CallOnceAsync<TResponse>(GrpcMethod method, IMessage request, GrpcCallOptions options, CancellationToken cancel)
        where TResponse : IMessage<TResponse>
    {
        using var message = BuildRequest(method, request, options);
        using var deadline = options.Timeout is { } timeout ? new CancellationTokenSource(timeout, _options.TimeProvider) : null;
        using var linked = deadline is null ? null : CancellationTokenSource.CreateLinkedTokenSource(cancel, deadline.Token);
        try
        {
            using var response = await _http.SendAsync(message, linked?.Token ?? cancel);
            return (TResponse)await ReadAsync(method, response, linked?.Token ?? cancel);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested && deadline is { IsCancellationRequested: true })
        {
            throw new RpcStatusException(GrpcStatusCode.DeadlineExceeded, "Timeout expired");
        }
        catch (Exception unreachable) when (PeerFailure.IsAway(unreachable))
        {
            throw Unreachable(unreachable, cancel);
        }
    }

    public void Dispose() => _http.Dispose();

    // Peers word it differently; all of them name the encoding or its decompressor, and none of them looked at the call.
    private static bool IsAboutCompression(RpcStatusException refused) =>
        refused.Status.Code == GrpcStatusCode.Unimplemented
        && (refused.Message.Contains("compress", StringComparison.OrdinalIgnoreCase) || refused.Message.Contains("grpc-encoding", StringComparison.OrdinalIgnoreCase));

    private static Exception Unreachable(Exception cause, CancellationToken cancel) =>
        cancel.IsCancellationRequested
            ? new OperationCanceledException(cause.Message, cause, cancel)
            : new RpcStatusException(GrpcStatusCode.Unavailable, cause.Message, null, cause);

    private HttpRequestMessage BuildRequest(GrpcMethod method, IMessage request, GrpcCallOptions options)
    {
        var compresses = _compresses;
        var message = new HttpRequestMessage(HttpMethod.Post, new Uri(_address, method.Path))
        {
            Version = Http2,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new GrpcRequestContent(GrpcFrame.Encode(request, compresses && request.CalculateSize() >= WorthCompressing)),
        };

        // The handler takes the name that the certificate must have from here, not from its TLS options.
        if (_tlsHost is not null) message.Headers.Host = _tlsHost;
        var headers = message.Headers;
        headers.TryAddWithoutValidation("te", "trailers");
        headers.TryAddWithoutValidation("grpc-accept-encoding", _options.CompressRequests ? "identity,gzip" : GrpcFrame.Identity);
        if (compresses) headers.TryAddWithoutValidation("grpc-encoding", GrpcFrame.Gzip);
        if (options.Timeout is { } timeout) headers.TryAddWithoutValidation(GrpcTimeout.Header, GrpcTimeout.Format(timeout));
        foreach (var (name, value) in options.Metadata) headers.TryAddWithoutValidation(name, value);
        foreach (var (name, value) in _options.Metadata)
        {
            if (!headers.Contains(name)) headers.TryAddWithoutValidation(name, value);
        }
        return message;
    }

    private async Task<IMessage> ReadAsync(GrpcMethod method, HttpResponseMessage response, CancellationToken cancel)
    {
        if (response.StatusCode != HttpStatusCode.OK)
        {
            // A gRPC server behind a gateway may still name its own status; it knows better than the HTTP code.
            ThrowUnlessOk(response.Headers);
            throw new RpcStatusException(GrpcStatus.FromHttp((int)response.StatusCode),
                $"Unexpected HTTP status {(int)response.StatusCode} from {method.Path}");
        }

        var bytes = await ReadBodyAsync(response, cancel);
        if (!ThrowUnlessOk(response.TrailingHeaders) && !ThrowUnlessOk(response.Headers))
        {
            throw new RpcStatusException(GrpcStatusCode.Internal, "The answer carries no grpc-status");
        }
        var encoding = response.Headers.TryGetValues("grpc-encoding", out var values) ? values.First() : null;
        var read = GrpcFrame.Read(new ReadOnlySequence<byte>(bytes), encoding, _options.MaxMessage, isFinal: true);
        if (read.Error is { } error) throw new RpcStatusException(error.Code, error.Message);
        try
        {
            return method.ResponseParser.ParseFrom(read.Message);
        }
        catch (InvalidProtocolBufferException garbled)
        {
            throw new RpcStatusException(GrpcStatusCode.Internal, $"The answer of {method.Path} is no {method.Response.Name}", null, garbled);
        }
    }

    private async Task<byte[]> ReadBodyAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancel);
        var buffer = new ArrayBufferWriter<byte>(1024);
        int read;
        while ((read = await body.ReadAsync(buffer.GetMemory(1024), cancel)) > 0)
        {
            buffer.Advance(read);
            if (buffer.WrittenCount > _options.MaxMessage + GrpcFrame.PrefixLength)
            {
                throw new RpcStatusException(GrpcStatusCode.ResourceExhausted, $"Received message larger than max ({_options.MaxMessage})");
            }
        }
        return buffer.WrittenMemory.ToArray();
    }

    /// <summary>Whether the headers carry a status at all; throws when it is not OK.</summary>
    private static bool ThrowUnlessOk(System.Net.Http.Headers.HttpHeaders headers)
    {
        if (!headers.TryGetValues(GrpcStatus.CodeHeader, out var codes)) return false;
        if (!int.TryParse(codes.First(), out var code) || code is < 0 or > 16) code = (int)GrpcStatusCode.Unknown;
        if (code == 0) return true;
        var message = headers.TryGetValues(GrpcStatus.MessageHeader, out var texts) ? GrpcStatus.DecodeMessage(texts.First()) : "";
        var details = headers.TryGetValues(GrpcStatus.DetailsHeader, out var packed) ? packed.First() : null;
        throw new RpcStatusException((GrpcStatusCode)code, message, GrpcStatus.DecodeDetails(details));
    }
}
