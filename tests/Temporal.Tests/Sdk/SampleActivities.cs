using System.Collections.Concurrent;
using Temporalio.Activities;

namespace Temporal.Tests.Sdk;

/// <summary>Activities that do as the test says, and remember what happened to them.</summary>
public sealed class SampleActivities : ISampleActivities
{
    /// <summary>What a payment does; default: it succeeds.</summary>
    public Func<ActivityExecutionContext, Task<string>>? OnPay { get; init; }

    /// <summary>Completed when a listening activity has begun.</summary>
    public TaskCompletionSource<ActivityExecutionContext> Listening { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ConcurrentQueue<ActivityInfo> Attempts { get; } = new();

    [Activity]
    public Task<string> PayAsync(string who, decimal amount)
    {
        var context = ActivityExecutionContext.Current;
        Attempts.Enqueue(context.Info);
        return OnPay?.Invoke(context) ?? Task.FromResult($"{who} got {amount}");
    }

    /// <summary>Heartbeats until it is cancelled, then says why.</summary>
    [Activity]
    public Task<string> ListenAsync()
    {
        var context = ActivityExecutionContext.Current;
        Attempts.Enqueue(context.Info);
        do
        {
            context.Heartbeat(context.Info.Attempt);
            Listening.TrySetResult(context);
        }
        while (!context.CancellationToken.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(20)));
        context.CancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult("");
    }
}
