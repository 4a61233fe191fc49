using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <summary>Runs a call again after failures that may pass, with growing and jittered waits.</summary>
internal sealed class RpcRetrier(RpcRetryOptions options, TimeProvider time)
{
    /// <summary>Waits for an overloaded server, which asks for more patience than a lost connection.</summary>
    private static readonly TimeSpan ThrottledInterval = TimeSpan.FromSeconds(1);

    /// <summary>Runs attempts until one succeeds, fails for good, or the options' bounds are reached; then throws the last error.</summary>
    internal async Task<T> RunAsync<T>(Func<Task<T>> attempt, bool longPoll, CancellationToken cancel)
    {
        // A long poll may have waited long before it failed; only its failing counts.
        long? begin = longPoll ? null : time.GetTimestamp();
        for (var failures = 1; ; failures++)
        {
            TimeSpan wait;
            try
            {
                return await attempt().ConfigureAwait(false);
            }
            catch (RpcException error) when (IsExpected(error, longPoll) && !cancel.IsCancellationRequested)
            {
                // The server had nothing to say in time: that is what long polls are for.
                (failures, begin) = (0, null);
                continue;
            }
            catch (RpcException error) when (IsTransient(error) && !cancel.IsCancellationRequested)
            {
                begin ??= time.GetTimestamp();
                wait = WaitAfter(failures, error.Code);
                if (IsOver(failures, begin.Value, wait)) throw;
            }
            await Task.Delay(wait, time, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Whether the same call may succeed later although nobody changes anything.</summary>
    internal static bool IsTransient(RpcException error) => error.Code switch
    {
        // A message too large stays too large.
        RpcException.StatusCode.ResourceExhausted => !error.Message.Contains("larger than max", StringComparison.Ordinal),
        RpcException.StatusCode.Unavailable or RpcException.StatusCode.Internal or RpcException.StatusCode.Unknown
            or RpcException.StatusCode.Aborted or RpcException.StatusCode.OutOfRange or RpcException.StatusCode.DataLoss => true,
        _ => false,
    };

    private static bool IsExpected(RpcException error, bool longPoll) =>
        longPoll && error.Code is RpcException.StatusCode.DeadlineExceeded or RpcException.StatusCode.Cancelled;

    private bool IsOver(int failures, long begin, TimeSpan wait) =>
        (options.MaxRetries > 0 && failures > options.MaxRetries)
        || (options.MaxElapsedTime is { } most && time.GetElapsedTime(begin) + wait > most);

    private TimeSpan WaitAfter(int failures, RpcException.StatusCode code)
    {
        var first = code == RpcException.StatusCode.ResourceExhausted && options.InitialInterval < ThrottledInterval
            ? ThrottledInterval
            : options.InitialInterval;
        return Backoff.Wait(first, options.Multiplier, options.MaxInterval, options.RandomizationFactor, failures);
    }
}
