using Temporalio.Runtime;

namespace Temporalio.Client;

/// <summary>Where a Temporal server is and how to reach it. <see cref="TargetHost"/> is required.</summary>
public class TemporalConnectionOptions : ICloneable
{
    /// <summary>Creates options without a target.</summary>
    public TemporalConnectionOptions()
    {
    }

    /// <summary>Creates options for one server.</summary>
    /// <param name="targetHost">The server as <c>host:port</c>.</param>
    public TemporalConnectionOptions(string targetHost) => TargetHost = targetHost;

    /// <summary>The server as <c>host:port</c>. Required.</summary>
    public string? TargetHost { get; set; }

    /// <summary>TLS. Default <see langword="null"/>: clear text, unless <see cref="ApiKey"/> is set, which turns TLS on.</summary>
    public TlsOptions? Tls { get; set; }

    /// <summary>Back-off of retried calls. Default <see langword="null"/>: the defaults of <see cref="RpcRetryOptions"/>.</summary>
    public RpcRetryOptions? RpcRetry { get; set; }

    /// <summary>HTTP/2 pings. On by default; <see langword="null"/> turns them off.</summary>
    public KeepAliveOptions? KeepAlive { get; set; } = new();

    /// <summary>Proxy on the way to the server. Default <see langword="null"/>: none, whatever the environment says.</summary>
    public HttpConnectProxyOptions? HttpConnectProxy { get; set; }

    /// <summary>How messages are compressed. Default: gzip, for requests of 1 KiB and more; a server that refuses it gets them uncompressed.</summary>
    public GrpcCompression GrpcCompression { get; set; } = new GrpcCompression.Gzip();

    /// <summary>Binary headers of every call; their names end in <c>-bin</c>. Only the initial value: change <see cref="ITemporalConnection.RpcBinaryMetadata"/> afterwards.</summary>
    public IReadOnlyCollection<KeyValuePair<string, byte[]>>? RpcBinaryMetadata { get; set; }

    /// <summary>Headers of every call. Only the initial value: change <see cref="ITemporalConnection.RpcMetadata"/> afterwards.</summary>
    public IReadOnlyCollection<KeyValuePair<string, string>>? RpcMetadata { get; set; }

    /// <summary>Sent as <c>Authorization: Bearer …</c> unless the metadata has that header. Only the initial value.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Who we are in histories. Default: process id, at sign, host name; filled in when first used.</summary>
    public string? Identity { get; set; }

    /// <summary>Where metrics go. Default <see langword="null"/>: <see cref="TemporalRuntime.Default"/>.</summary>
    public TemporalRuntime? Runtime { get; set; }

    /// <summary>Clock of deadlines, back-off and worker timers. Tests replace it.</summary>
    internal TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Copies these options and the option objects inside; metadata is shared.</summary>
    /// <returns>The copy.</returns>
    public virtual object Clone()
    {
        var copy = (TemporalConnectionOptions)MemberwiseClone();
        copy.Tls = (TlsOptions?)Tls?.Clone();
        copy.RpcRetry = (RpcRetryOptions?)RpcRetry?.Clone();
        copy.HttpConnectProxy = (HttpConnectProxyOptions?)HttpConnectProxy?.Clone();
        copy.KeepAlive = (KeepAliveOptions?)KeepAlive?.Clone();
        return copy;
    }
}
