using System.Net;
using Google.Protobuf;
using Grpc.Health.V1;
using Temporal.Protocol.Grpc;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <summary>A connection to a Temporal server. Thread-safe and meant to be shared.</summary>
/// <remarks>Lives as long as the process; the sockets behind it close when nothing refers to it any more.</remarks>
public sealed class TemporalConnection : ITemporalConnection
{
    private readonly GrpcChannel _channel;
    private readonly RpcRetrier _retrier;
    private volatile RpcHeaders _headers;
    private volatile bool _connected;

    private TemporalConnection(TemporalConnectionOptions options)
    {
        options.Identity ??= $"{Environment.ProcessId}@{Dns.GetHostName()}";
        Options = options;
        _channel = new GrpcChannel(ChannelSettings.From(options));
        _retrier = new RpcRetrier(options.RpcRetry ?? new RpcRetryOptions(), options.TimeProvider);
        _headers = new RpcHeaders([.. options.RpcMetadata ?? []], options.ApiKey) { Binary = RpcHeaders.Checked(options.RpcBinaryMetadata ?? []) };
        WorkflowService = new WorkflowService(this);
        OperatorService = new OperatorService(this);
        TestService = new TestService(this);
    }

    /// <inheritdoc />
    public IReadOnlyCollection<KeyValuePair<string, string>> RpcMetadata
    {
        get => _headers.Metadata;
        set => _headers = EnsureConnected() with { Metadata = [.. value] };
    }

    /// <inheritdoc />
    public IReadOnlyCollection<KeyValuePair<string, byte[]>> RpcBinaryMetadata
    {
        get => _headers.Binary;
        set => _headers = EnsureConnected() with { Binary = RpcHeaders.Checked(value) };
    }

    /// <inheritdoc />
    public string? ApiKey
    {
        get => _headers.ApiKey;
        set => _headers = EnsureConnected() with { ApiKey = value };
    }

    /// <inheritdoc />
    public WorkflowService WorkflowService { get; }

    /// <inheritdoc />
    public OperatorService OperatorService { get; }

    /// <inheritdoc />
    public TestService TestService { get; }

    /// <inheritdoc />
    public TemporalConnectionOptions Options { get; }

    /// <inheritdoc />
    public bool IsConnected => _connected;

    /// <inheritdoc />
    WorkerRegistry ITemporalConnection.Workers { get; } = new();

    /// <summary>Connects to a server.</summary>
    /// <param name="options">Where and how.</param>
    /// <returns>The connection.</returns>
    /// <exception cref="ArgumentException">The options name no target, or an impossible one.</exception>
    /// <exception cref="InvalidOperationException">The server was not reached, or refused.</exception>
    public static async Task<TemporalConnection> ConnectAsync(TemporalConnectionOptions options)
    {
        var connection = new TemporalConnection(options);
        await connection.ConnectAsync().ConfigureAwait(false);
        return connection;
    }

    /// <summary>Makes a connection that is established by the first call, and tried again by the next one if that fails.</summary>
    /// <param name="options">Where and how.</param>
    /// <returns>The connection, not yet connected.</returns>
    /// <exception cref="ArgumentException">The options name no target, or an impossible one.</exception>
    public static TemporalConnection CreateLazy(TemporalConnectionOptions options) => new(options);

    /// <inheritdoc />
    public async Task<bool> CheckHealthAsync(RpcService? service = null, RpcOptions? options = null)
    {
        var response = await InvokeAsync<HealthCheckResponse>(
            GrpcMethods.Find(GrpcMethods.Health, "Check"),
            new HealthCheckRequest { Service = (service ?? WorkflowService).FullName },
            options).ConfigureAwait(false);
        return response.Status == HealthCheckResponse.Types.ServingStatus.Serving;
    }

    /// <inheritdoc />
    public async Task ConnectAsync()
    {
        if (_connected) return;
        try
        {
            await SendAsync<GetSystemInfoResponse>(
                GrpcMethods.Find(GrpcMethods.WorkflowService, "GetSystemInfo"), new GetSystemInfoRequest(), null).ConfigureAwait(false);
        }
        catch (RpcException error)
        {
            // A server too old to describe itself is still a server.
            if (error.Code != RpcException.StatusCode.Unimplemented)
            {
                throw new InvalidOperationException($"Connection failed: {error.Code}: {error.Message}", error);
            }
        }
        _connected = true;
    }

    /// <summary>Connects if need be, then calls a method, with retries if the options say so.</summary>
    internal async Task<T> InvokeAsync<T>(GrpcMethod method, IMessage request, RpcOptions? options)
        where T : IMessage<T>
    {
        await ConnectAsync().ConfigureAwait(false);
        if (options?.Retry != true) return await SendAsync<T>(method, request, options).ConfigureAwait(false);
        return await _retrier.RunAsync(
            () => SendAsync<T>(method, request, options),
            RpcDeadlines.IsLongPoll(request),
            options.CancellationToken ?? CancellationToken.None).ConfigureAwait(false);
    }

    private async Task<T> SendAsync<T>(GrpcMethod method, IMessage request, RpcOptions? options)
        where T : IMessage<T>
    {
        var call = new GrpcCallOptions
        {
            Timeout = options?.Timeout ?? RpcDeadlines.Of(request),
            Metadata = _headers.For(request, options?.Metadata, options?.BinaryMetadata),
        };
        try
        {
            return await _channel.CallAsync<T>(method, request, call, options?.CancellationToken ?? CancellationToken.None)
                .ConfigureAwait(false);
        }
        catch (RpcStatusException status)
        {
            throw new RpcException(
                (RpcException.StatusCode)(int)status.Code, status.Message, status.Rpc.ToByteArray());
        }
    }

    private RpcHeaders EnsureConnected() =>
        _connected ? _headers : throw new InvalidOperationException("Cannot change metadata or API key before the client is connected");
}
