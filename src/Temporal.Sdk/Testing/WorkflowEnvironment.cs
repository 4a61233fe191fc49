using Microsoft.Extensions.Logging;
using Temporalio.Client;

namespace Temporalio.Testing;

/// <summary>A Temporal server for tests, with a client of it.</summary>
/// <remarks>Not for concurrent tests if time is skipped: skipping is switched on and off for the whole environment.</remarks>
public class WorkflowEnvironment : IAsyncDisposable
{
    /// <summary>Wraps an existing client; time is that of the wall, and shutting down leaves the server alone.</summary>
    /// <param name="client">The client.</param>
    public WorkflowEnvironment(ITemporalClient client)
    {
        Client = client;
        Logger = client.Options.LoggerFactory.CreateLogger<WorkflowEnvironment>();
    }

    /// <summary>Client of the server.</summary>
    public ITemporalClient Client { get; protected init; }

    /// <summary>Whether the server can skip time.</summary>
    public virtual bool SupportsTimeSkipping => false;

    /// <summary>Logger of this environment.</summary>
    protected ILogger<WorkflowEnvironment> Logger { get; }

    /// <summary>Starts a local server that keeps real time, as a child process.</summary>
    /// <param name="options">How; default a free port on the loopback interface.</param>
    /// <returns>The environment; dispose it to end the server.</returns>
    /// <exception cref="InvalidOperationException">There is no server program and none could be downloaded, or it was not ready in time.</exception>
    public static async Task<WorkflowEnvironment> StartLocalAsync(WorkflowEnvironmentStartLocalOptions? options = null)
    {
        options ??= new();
        return await ConnectAsync(await EphemeralServer.StartDevAsync(options).ConfigureAwait(false), options, skips: false)
            .ConfigureAwait(false);
    }

    /// <summary>Starts a server, as a child process, that skips time while somebody waits for a result and nothing is running.</summary>
    /// <param name="options">How; default a free port on the loopback interface.</param>
    /// <returns>The environment; dispose it to end the server.</returns>
    /// <exception cref="InvalidOperationException">There is no server program and none could be downloaded, or it was not ready in time.</exception>
    public static async Task<WorkflowEnvironment> StartTimeSkippingAsync(WorkflowEnvironmentStartTimeSkippingOptions? options = null)
    {
        options ??= new();
        return await ConnectAsync(await EphemeralServer.StartTimeSkippingAsync(options).ConfigureAwait(false), options, skips: true)
            .ConfigureAwait(false);
    }

    /// <summary>Waits on the environment's clock, skipping if it can.</summary>
    /// <param name="millisecondsDelay">How long, in milliseconds.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when the time has passed.</returns>
    public Task DelayAsync(int millisecondsDelay, CancellationToken? cancellationToken = null) =>
        DelayAsync(TimeSpan.FromMilliseconds(millisecondsDelay), cancellationToken);

    /// <summary>Waits on the environment's clock, skipping if it can.</summary>
    /// <param name="delay">How long.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when the time has passed.</returns>
    public virtual Task DelayAsync(TimeSpan delay, CancellationToken? cancellationToken = null) =>
        Task.Delay(delay, cancellationToken ?? CancellationToken.None);

    /// <summary>Reads the environment's clock.</summary>
    /// <returns>Its time, UTC if time can be skipped, else local time of the machine.</returns>
    public virtual Task<DateTime> GetCurrentTimeAsync() => Task.FromResult(TimeProvider.System.GetLocalNow().DateTime);

    /// <summary>Runs an action while waiting for results does not skip time.</summary>
    /// <param name="func">The action.</param>
    public void WithAutoTimeSkippingDisabled(Action func)
    {
        using var off = AutoTimeSkippingOff();
        func();
    }

    /// <summary>Runs a function while waiting for results does not skip time.</summary>
    /// <typeparam name="T">Type of its result.</typeparam>
    /// <param name="func">The function.</param>
    /// <returns>Its result.</returns>
    public T WithAutoTimeSkippingDisabled<T>(Func<T> func)
    {
        using var off = AutoTimeSkippingOff();
        return func();
    }

    /// <summary>Runs a function while waiting for results does not skip time.</summary>
    /// <param name="func">The function.</param>
    /// <returns>Done when it is.</returns>
    public async Task WithAutoTimeSkippingDisabledAsync(Func<Task> func)
    {
        using var off = AutoTimeSkippingOff();
        await func().ConfigureAwait(false);
    }

    /// <summary>Runs a function while waiting for results does not skip time.</summary>
    /// <typeparam name="T">Type of its result.</typeparam>
    /// <param name="func">The function.</param>
    /// <returns>Its result.</returns>
    public virtual async Task<T> WithAutoTimeSkippingDisabledAsync<T>(Func<Task<T>> func)
    {
        using var off = AutoTimeSkippingOff();
        return await func().ConfigureAwait(false);
    }

    /// <summary>Ends the server, if this environment started it.</summary>
    /// <returns>Done when it is gone.</returns>
    public virtual Task ShutdownAsync() => Task.CompletedTask;

    /// <summary>Ends the server, if this environment started it.</summary>
    /// <returns>Done when it is gone.</returns>
    public async ValueTask DisposeAsync()
    {
        await ShutdownAsync().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    /// <summary>Turns automatic skipping off until disposed; null where there is none.</summary>
    internal virtual IDisposable? AutoTimeSkippingOff() => null;

    private static async Task<WorkflowEnvironment> ConnectAsync(EphemeralServer server, TemporalClientConnectOptions options, bool skips)
    {
        var copy = (TemporalClientConnectOptions)options.Clone();
        copy.TargetHost = server.Target;
        try
        {
            return new EphemeralEnvironment(await TemporalClient.ConnectAsync(copy).ConfigureAwait(false), server, skips);
        }
        catch (InvalidOperationException)
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
