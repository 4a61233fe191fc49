using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Worker;

namespace Temporalio.Extensions.Hosting;

/// <summary>Runs a worker as long as its host runs.</summary>
/// <remarks>A server that is not there yet is waited for, so that hosts and server may start in any order.</remarks>
public class TemporalWorkerService : BackgroundService
{
    private readonly ITemporalClient _client;
    private readonly TemporalWorkerOptions _workerOptions;

    /// <summary>Makes a service with a connection of its own.</summary>
    /// <param name="options">Options of the worker and its client.</param>
    /// <exception cref="ArgumentException">The client options are missing or name no target.</exception>
    public TemporalWorkerService(TemporalWorkerServiceOptions options)
        : this(options.ClientOptions ?? throw new ArgumentException("Client options is required", nameof(options)), options)
    {
    }

    /// <summary>Makes a service with a connection of its own.</summary>
    /// <param name="clientOptions">Where it connects to.</param>
    /// <param name="workerOptions">What it runs.</param>
    /// <exception cref="ArgumentException">The client options name no target.</exception>
    public TemporalWorkerService(TemporalClientConnectOptions clientOptions, TemporalWorkerOptions workerOptions)
        : this(Client.TemporalClient.CreateLazy(clientOptions), workerOptions)
    {
    }

    /// <summary>Makes a service on a client.</summary>
    /// <param name="client">The client; connected when the service runs, if it is not yet.</param>
    /// <param name="workerOptions">What it runs.</param>
    public TemporalWorkerService(ITemporalClient client, TemporalWorkerOptions workerOptions)
    {
        _client = client;
        _workerOptions = workerOptions;
    }

    /// <summary>Makes a service as dependency injection does.</summary>
    /// <param name="taskQueue">Queue, which is the name of the options.</param>
    /// <param name="optionsMonitor">Finds the options.</param>
    /// <param name="existingClient">Client to use if the options do not say where to connect.</param>
    /// <param name="loggerFactory">Factory to use if neither client nor worker options have one.</param>
    /// <exception cref="InvalidOperationException">There is neither a client nor a place to connect to.</exception>
    [ActivatorUtilitiesConstructor]
    public TemporalWorkerService(
        string taskQueue,
        IOptionsMonitor<TemporalWorkerServiceOptions> optionsMonitor,
        ITemporalClient? existingClient = null,
        ILoggerFactory? loggerFactory = null)
    {
        var options = (TemporalWorkerServiceOptions)optionsMonitor.Get(taskQueue).Clone();
        if (options.ClientOptions is { } own && own.LoggerFactory is NullLoggerFactory && loggerFactory is not null)
        {
            own.LoggerFactory = loggerFactory;
        }
        _client = options.ClientOptions is { } connect
            ? Client.TemporalClient.CreateLazy(connect)
            : existingClient ?? throw new InvalidOperationException("Cannot start worker service with no client and no client connect options");
        if (_client.Options.LoggerFactory is NullLoggerFactory) options.LoggerFactory ??= loggerFactory;
        _workerOptions = options;
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await ConnectAsync(stoppingToken).ConfigureAwait(false);
        using var worker = new TemporalWorker(_client, _workerOptions);
        await worker.ExecuteAsync(stoppingToken).ConfigureAwait(false);
    }

    private async Task ConnectAsync(CancellationToken stop)
    {
        var time = _client.Connection.Options.TimeProvider;
        var logger = (_workerOptions.LoggerFactory ?? _client.Options.LoggerFactory).CreateLogger<TemporalWorkerService>();
        for (var failures = 1; ; failures++)
        {
            try
            {
                await _client.Connection.ConnectAsync().ConfigureAwait(false);
                return;
            }
            catch (InvalidOperationException error) when (error.InnerException is RpcException refused && MayPass(refused))
            {
                WorkerLog.NotReady(logger, _workerOptions.TaskQueue ?? "", error);
            }
            var wait = Backoff.Wait(TimeSpan.FromMilliseconds(200), 1.5, TimeSpan.FromSeconds(5), 0.2, Math.Min(failures, 20));
            await Task.Delay(wait, time, stop).ConfigureAwait(false);
        }
    }

    private static bool MayPass(RpcException error) =>
        RpcRetrier.IsTransient(error) || error.Code == RpcException.StatusCode.DeadlineExceeded;
}
