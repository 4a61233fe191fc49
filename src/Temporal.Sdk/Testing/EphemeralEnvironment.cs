using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Logging;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Temporalio.Testing;

/// <summary>An environment with a server of its own.</summary>
internal sealed partial class EphemeralEnvironment : WorkflowEnvironment
{
    private readonly EphemeralServer _server;
    private readonly bool _skips;
    private int _off;

    internal EphemeralEnvironment(TemporalClient client, EphemeralServer server, bool skips)
        : base(client)
    {
        _server = server;
        _skips = skips;
        if (skips) Client = new TemporalClient(client.Connection, WithSkipping(client.Options));
    }

    /// <inheritdoc />
    public override bool SupportsTimeSkipping => _skips;

    private TestService Clock => Client.Connection.TestService;

    /// <inheritdoc />
    public override Task DelayAsync(TimeSpan delay, CancellationToken? cancellationToken = null) =>
        _skips
            ? Clock.UnlockTimeSkippingWithSleepAsync(
                new() { Duration = Duration.FromTimeSpan(delay) }, new RpcOptions { CancellationToken = cancellationToken })
            : base.DelayAsync(delay, cancellationToken);

    /// <inheritdoc />
    public override async Task<DateTime> GetCurrentTimeAsync() =>
        _skips
            ? (await Clock.GetCurrentTimeAsync(new()).ConfigureAwait(false)).Time.ToDateTime()
            : await base.GetCurrentTimeAsync().ConfigureAwait(false);

    /// <inheritdoc />
    public override Task ShutdownAsync() => _server.DisposeAsync().AsTask();

    /// <summary>Lets time skip while a function waits for something to happen in workflows.</summary>
    internal async Task<T> SkippingAsync<T>(Func<Task<T>> wait)
    {
        if (Volatile.Read(ref _off) > 0) return await wait().ConfigureAwait(false);
        await Clock.UnlockTimeSkippingAsync(new()).ConfigureAwait(false);
        T result;
        try
        {
            result = await wait().ConfigureAwait(false);
        }
        catch (Exception)
        {
            await TryLockAsync().ConfigureAwait(false);
            throw;
        }
        await Clock.LockTimeSkippingAsync(new()).ConfigureAwait(false);
        return result;
    }

    /// <inheritdoc />
    internal override IDisposable? AutoTimeSkippingOff()
    {
        Interlocked.Increment(ref _off);
        return new OffSwitch(this);
    }

    /// <summary>The failed wait is what the caller must hear of, not a lock that failed after it.</summary>
    private async Task TryLockAsync()
    {
        try
        {
            await Clock.LockTimeSkippingAsync(new()).ConfigureAwait(false);
        }
        catch (RpcException error)
        {
            LogUnlocked(Logger, error);
        }
    }

    private TemporalClientOptions WithSkipping(TemporalClientOptions options)
    {
        var copy = (TemporalClientOptions)options.Clone();
        copy.Interceptors = [.. options.Interceptors ?? [], new TimeSkippingInterceptor(this)];
        return copy;
    }

    [LoggerMessage(1, LogLevel.Error, "Time skipping could not be locked again")]
    private static partial void LogUnlocked(ILogger logger, Exception error);

    private sealed class OffSwitch(EphemeralEnvironment environment) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref environment._off);
    }
}
