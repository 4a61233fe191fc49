using System.Net;
using Hitl.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Temporal.DevServer.Access;
using Temporal.DevServer.Engine;
using Temporal.DevServer.Metrics;
using Temporal.DevServer.Rpc;
using Temporal.DevServer.Stores;
using Temporal.DevServer.TimeSkipping;

namespace Temporal.DevServer.Hosting;

/// <summary>A running server, in this process. Disposing it stops it; a store on PostgreSQL keeps everything.</summary>
public sealed class DevServerHost : IAsyncDisposable
{
    /// <summary>Calls one HTTP/2 connection may have open: a worker's long polls alone are dozens.</summary>
    private const int StreamsPerConnection = 1000;

    private static readonly TimeSpan ShutdownTime = TimeSpan.FromSeconds(2);

    private readonly WebApplication _app;
    private readonly WorkflowEngine _engine;
    private readonly IHistoryStore _store;

    private DevServerHost(WebApplication app, WorkflowEngine engine, IHistoryStore store, IPEndPoint bound)
    {
        (_app, _engine, _store) = (app, engine, store);
        Port = bound.Port;
        var host = bound.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{bound.Address}]" : bound.Address.ToString();
        TargetHost = $"{host}:{bound.Port}";
    }

    /// <summary>Host and port clients connect to, for instance <c>127.0.0.1:7233</c>.</summary>
    public string TargetHost { get; }

    /// <summary>The port listened on; the one chosen if the options asked for any.</summary>
    public int Port { get; }

    /// <summary>Completes when another server took over the same database; this one then refuses every call.</summary>
    public Task Fenced => _engine.Fenced.Task;

    /// <summary>Port that answers <c>/metrics</c>; 0 when none was asked for.</summary>
    public int MetricsPort => _app.Services.GetRequiredService<MetricsListener>().Port;

    internal WorkflowEngine Engine => _engine;

    internal FloodGate Floods => _app.Services.GetRequiredService<FloodGate>();

    /// <summary>Starts a server and returns once it accepts calls.</summary>
    /// <param name="options">How it runs.</param>
    /// <param name="cancel">Gives the start up.</param>
    /// <returns>The running server.</returns>
    /// <exception cref="ArgumentException">The options are not allowed; the message lists every problem.</exception>
    /// <exception cref="IOException">The port is in use or may not be bound, or the database cannot be opened.</exception>
    public static Task<DevServerHost> StartAsync(DevServerOptions options, CancellationToken cancel = default)
    {
        if (options.Validate() is { Count: > 0 } problems) throw new ArgumentException(string.Join(" ", problems), nameof(options));
        return StartAsync(options, options.Database is null ? new MemoryHistoryStore(options.DatabaseFile is { } file ? new(file) : null) : new PostgresHistoryStore(options.Database), cancel);
    }

    internal static async Task<DevServerHost> StartAsync(DevServerOptions options, IHistoryStore store, CancellationToken cancel)
    {
        var app = Build(options);
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Temporal.DevServer");
        var opening = await OpenAsync(store, cancel);
        var namespaces = new NamespaceRegistry(store, opening.Namespaces);
        await PrepareNamespacesAsync(options, namespaces, cancel);
        var engine = await WorkflowEngine.StartAsync(
            store, opening, await ClockStart.BeginAsync(options, store, opening, log, cancel), new(options.TimeSkipping),
            // Where time is skipped, the end of a retention would be the next thing to skip to.
            ns => options.TimeSkipping ? 0 : namespaces.Find(ns)?.Record.RetentionTicks ?? 0, log, cancel);
        var meter = new CallMeter();
        var endpoint = new GrpcEndpoint(new(engine, namespaces), new(options.TimeSkipping), new(Keys(options)), meter, log, app.Lifetime.ApplicationStopping);
        app.Run(http => http.Connection.LocalPort == http.RequestServices.GetRequiredService<MetricsListener>().Port
            ? MetricsListener.AnswerAsync(http, meter, engine) : endpoint.HandleAsync(http));
        try
        {
            await app.StartAsync(cancel);
        }
        catch
        {
            await engine.DisposeAsync();
            await app.DisposeAsync();
            throw;
        }
        // Kestrel lists its addresses in the order they were asked for.
        var bound = new Uri(app.Urls.First());
        if (options.MetricsPort is not null) app.Services.GetRequiredService<MetricsListener>().Port = new Uri(app.Urls.Last()).Port;
        return new(app, engine, store, new(IPAddress.Parse(bound.Host.Trim('[', ']')), bound.Port));
    }

    /// <summary>Waits until the process is told to stop or another server takes over.</summary>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>When it is time to dispose.</returns>
    public async Task WaitForShutdownAsync(CancellationToken cancel = default)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, _app.Lifetime.ApplicationStopping);
        var stopping = Task.Delay(Timeout.Infinite, either.Token);
        await Task.WhenAny(stopping, Fenced);
    }

    /// <summary>Ends open calls and stops.</summary>
    /// <returns>When everything is stopped.</returns>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _engine.DisposeAsync();
        await _store.DisposeAsync();
        await _app.DisposeAsync();
    }

    private static IEnumerable<ApiKeyGrant> Keys(DevServerOptions options) =>
        string.IsNullOrEmpty(options.ApiKey) ? options.ApiKeys : options.ApiKeys.Prepend(new() { Key = options.ApiKey });

    private static async Task<StoreOpening> OpenAsync(IHistoryStore store, CancellationToken cancel)
    {
        try
        {
            return await store.OpenAsync(cancel);
        }
        catch (StoreUnavailableException unavailable)
        {
            throw new IOException(unavailable.Message, unavailable);
        }
    }

    private static WebApplication Build(DevServerOptions options)
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { ApplicationName = "hitl-temporal" });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(options.Ip, options.Port, listen =>
            {
                listen.Protocols = HttpProtocols.Http2;
                var floods = listen.ApplicationServices.GetRequiredService<FloodGate>();
                listen.Use(floods.Guard);
                if (options.TlsCertificate is not null) ServerTls.Use(listen, options);
                listen.Use(floods.GuardFrames);
            });
            if (options.MetricsPort is { } metrics) kestrel.Listen(IPAddress.Loopback, metrics, listen => listen.Protocols = HttpProtocols.Http1);
            // Twice what a frame may hold: the frame's own check answers in gRPC's words, this one only cuts off.
            kestrel.Limits.MaxRequestBodySize = 2 * Temporal.Protocol.Grpc.GrpcFrame.DefaultMaxMessage;
            kestrel.Limits.Http2.MaxStreamsPerConnection = StreamsPerConnection;
            kestrel.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
        });
        builder.Services.Configure<SocketTransportOptions>(sockets => sockets.MaxReadBufferSize = FloodGate.ReadAhead);
        builder.Services.AddSingleton<MetricsListener>();
        builder.Services.AddSingleton(services => new FloodGate(options.TimeProvider, services.GetRequiredService<ILogger<FloodGate>>()));
        if (options.LogJson) builder.Logging.AddJsonConsole(console => console.UseUtcTimestamp = true);
        else builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Logging.NeverWaitForReaders();
        builder.Logging.SetMinimumLevel(options.LogLevel);
        // A flood is told by FloodGate, once; this category tells it for every stream.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel.Http2", LogLevel.None);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTime);
        return builder.Build();
    }

    private static async Task PrepareNamespacesAsync(DevServerOptions options, NamespaceRegistry namespaces, CancellationToken cancel)
    {
        var types = options.SearchAttributes.Select(a => KeyValuePair.Create(a.Key, System.Enum.Parse<IndexedValueType>(a.Value, ignoreCase: true))).ToList();
        foreach (var name in options.Namespaces)
        {
            await namespaces.AddAsync(name, "", "", 0, cancel);
            var entry = namespaces.Require(name);
            if (types.Count == 0) continue;
            var changed = entry.Record with { SearchAttributes = OperatorRpcs.With(entry.Record.SearchAttributes, types) };
            await namespaces.ReplaceAsync(entry, changed, cancel);
        }
    }
}
