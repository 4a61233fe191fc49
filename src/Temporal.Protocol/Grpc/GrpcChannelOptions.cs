using System.Net.Security;

namespace Temporal.Protocol.Grpc;

/// <summary>How a channel reaches its server.</summary>
internal sealed record GrpcChannelOptions
{
    /// <summary>Host and port, for instance <c>localhost:7233</c>; an IPv6 host in brackets.</summary>
    internal required string Target { get; init; }

    /// <summary>TLS settings; null speaks HTTP/2 in the clear with prior knowledge.</summary>
    internal SslClientAuthenticationOptions? Tls { get; init; }

    /// <summary>Proxy on the way to the server; null connects directly.</summary>
    internal GrpcProxy? Proxy { get; init; }

    /// <summary>Headers of every call, lower-case names.</summary>
    internal IReadOnlyCollection<KeyValuePair<string, string>> Metadata { get; init; } = [];

    /// <summary>Silence after which an HTTP/2 ping is sent. Default 30 seconds; null never pings.</summary>
    internal TimeSpan? KeepAliveInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Wait for the ping's answer before the connection is dropped. Default 15 seconds.</summary>
    internal TimeSpan KeepAliveTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Wait for a connection. Default 10 seconds.</summary>
    internal TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Largest answer taken, in bytes. Default 64 MB: a history page may exceed gRPC's usual 4 MB.</summary>
    internal int MaxMessage { get; init; } = 64 * 1024 * 1024;

    /// <summary>Whether requests of 1 KiB and more are compressed with gzip, and compressed answers asked for; off again for good once the server refuses it. Default off.</summary>
    internal bool CompressRequests { get; init; }

    internal TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
