using System.ComponentModel.DataAnnotations;
using System.Net;
using Temporal.DevServer.Access;

namespace Temporal.DevServer.Hosting;

/// <summary>How the server runs. Bound from the command line or <c>temporal-dev.yml</c>; checked before it starts.</summary>
public sealed record DevServerOptions
{
    /// <summary>Address listened on. Default 127.0.0.1; anything but loopback needs <see cref="ApiKey"/>.</summary>
    public IPAddress Ip { get; init; } = IPAddress.Loopback;

    /// <summary>Port listened on. Default 7233; 0 takes any free one; up to 65535.</summary>
    [Range(0, 65535)]
    public int Port { get; init; } = 7233;

    /// <summary>Namespaces that exist from the start, each 1 to 1,000 characters. Default: <c>default</c>.</summary>
    public IReadOnlyList<string> Namespaces { get; init; } = ["default"];

    /// <summary>Connection string of a PostgreSQL database; its schema <c>temporal</c> is created and owned by the server.
    /// Default null: everything in memory and gone with the process, unless there is a <see cref="DatabaseFile"/>.</summary>
    public string? Database { get; init; }

    /// <summary>File that everything in memory is kept in as well, each change before it is answered; created if it does not exist, and this process's alone while
    /// it runs. For one developer's machine: all of it is read at the start and held in memory. Default null: none.</summary>
    public string? DatabaseFile { get; init; }

    /// <summary>Key every call must carry as <c>authorization: Bearer …</c>. Default null: none asked, loopback only.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Further keys with fewer rights. Default none. With any key set, every call must carry one.</summary>
    public IReadOnlyList<ApiKeyGrant> ApiKeys { get; init; } = [];

    /// <summary>PEM file with the server's certificate and the chain behind it. Default null: no TLS.</summary>
    public string? TlsCertificate { get; init; }

    /// <summary>PEM file with the private key of <see cref="TlsCertificate"/>; required with it.</summary>
    public string? TlsKey { get; init; }

    /// <summary>PEM file with the authorities whose client certificates are let in; every caller then needs one. Default null: none asked.</summary>
    public string? TlsClientAuthority { get; init; }

    /// <summary>Port on the loopback address that answers <c>/metrics</c>; 0 takes any free one. Default null: none.</summary>
    [Range(0, 65535)]
    public int? MetricsPort { get; init; }

    /// <summary>Log lines as JSON, one object a line. Default off: one readable line each.</summary>
    public bool LogJson { get; init; }

    /// <summary>Serves the test service and skips time while nothing runs. In memory only. Default off.</summary>
    public bool TimeSkipping { get; init; }

    /// <summary>Custom search attributes of every namespace named in <see cref="Namespaces"/>, as name and type
    /// (Text, Keyword, Int, Double, Bool, Datetime, KeywordList). Default none.</summary>
    public IReadOnlyDictionary<string, string> SearchAttributes { get; init; } = new Dictionary<string, string>();

    /// <summary>Lowest level logged to the console. Default <c>Warning</c>.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Warning;

    /// <summary>Believes a wall clock that was set while no server ran, and so moves timers by as much. Default off: timers keep their lengths.</summary>
    public bool TakeWallClock { get; init; }

    /// <summary>Source of time. Default: the system's clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Everything wrong with these options, as sentences; empty when they may be used.</summary>
    /// <returns>One sentence for each problem.</returns>
    public IReadOnlyList<string> Validate()
    {
        var problems = new List<string>();
        if (Port is < 0 or > 65535) problems.Add($"Port {Port} is not between 0 and 65535.");
        if (Namespaces.Count == 0) problems.Add("At least one namespace is needed.");
        problems.AddRange(Namespaces.Select(name => Limits.CheckId("Namespace", name)).OfType<string>());
        var isGuarded = !string.IsNullOrEmpty(ApiKey) || ApiKeys.Count > 0 || TlsClientAuthority is not null;
        if (!IPAddress.IsLoopback(Ip) && !isGuarded) problems.Add($"Listening on {Ip} needs an API key or client certificates: only loopback is served without.");
        if (ApiKeys.Any(k => k.Key.Length == 0)) problems.Add("An API key is empty.");
        if (TlsCertificate is null != TlsKey is null) problems.Add("TLS needs both a certificate and its key.");
        if (TlsClientAuthority is not null && TlsCertificate is null) problems.Add("Client certificates need TLS.");
        if (MetricsPort is < 0 or > 65535) problems.Add($"Metrics port {MetricsPort} is not between 0 and 65535.");
        if (TimeSkipping && (Database ?? DatabaseFile) is not null) problems.Add("Time skipping works in memory only.");
        if (Database is not null && DatabaseFile is not null) problems.Add("A server keeps its data in PostgreSQL or in a file, not in both.");
        foreach (var (name, type) in SearchAttributes)
        {
            if (!System.Enum.TryParse<IndexedValueType>(type, ignoreCase: true, out var known) || known == IndexedValueType.Unspecified)
            {
                problems.Add($"Search attribute {name} has the unknown type {type}.");
            }
        }
        return problems;
    }
}
