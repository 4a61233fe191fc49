namespace Temporalio.Workflows;

/// <content>Waiting, and running several things at once.</content>
public static partial class Workflow
{
    /// <summary>Waits for a time that survives restarts.</summary>
    /// <param name="millisecondsDelay">Time in milliseconds; 0 counts as 1, -1 waits for cancellation alone.</param>
    /// <param name="cancellationToken">Cancels the wait. Default: the workflow's own token.</param>
    /// <returns>Completes when the time is over.</returns>
    public static Task DelayAsync(int millisecondsDelay, CancellationToken? cancellationToken = null) =>
        DelayWithOptionsAsync(new DelayOptions(millisecondsDelay, cancellationToken: cancellationToken));

    /// <summary>Waits for a time that survives restarts.</summary>
    /// <param name="delay">The time; zero counts as 1 ms, <see cref="Timeout.InfiniteTimeSpan"/> waits for cancellation alone.</param>
    /// <param name="cancellationToken">Cancels the wait. Default: the workflow's own token.</param>
    /// <returns>Completes when the time is over.</returns>
    public static Task DelayAsync(TimeSpan delay, CancellationToken? cancellationToken = null) =>
        DelayWithOptionsAsync(new DelayOptions(delay, cancellationToken: cancellationToken));

    /// <summary>Waits for a time that survives restarts.</summary>
    /// <param name="options">The wait.</param>
    /// <returns>Completes when the time is over.</returns>
    /// <exception cref="ArgumentException">The time is negative and not infinite.</exception>
    public static Task DelayWithOptionsAsync(DelayOptions options) =>
        Context.Outbound.DelayAsync(new(options.Delay, options.CancellationToken, options.Summary));

    /// <summary>Waits for a condition.</summary>
    /// <param name="conditionCheck">Tells whether the wait is over. Called often: quick, and without side effects.</param>
    /// <param name="cancellationToken">Cancels the wait. Default: the workflow's own token.</param>
    /// <returns>Completes when the condition holds.</returns>
    public static Task WaitConditionAsync(Func<bool> conditionCheck, CancellationToken? cancellationToken = null) =>
        WaitConditionWithOptionsAsync(new WaitConditionOptions(conditionCheck, cancellationToken: cancellationToken));

    /// <summary>Waits for a condition, for some time.</summary>
    /// <param name="conditionCheck">Tells whether the wait is over. Called often: quick, and without side effects.</param>
    /// <param name="timeoutMilliseconds">Longest wait in milliseconds.</param>
    /// <param name="cancellationToken">Cancels the wait. Default: the workflow's own token.</param>
    /// <returns>Whether the condition held in time.</returns>
    public static Task<bool> WaitConditionAsync(
        Func<bool> conditionCheck, int timeoutMilliseconds, CancellationToken? cancellationToken = null) =>
        WaitConditionAsync(conditionCheck, TimeSpan.FromMilliseconds(timeoutMilliseconds), cancellationToken);

    /// <summary>Waits for a condition, for some time.</summary>
    /// <param name="conditionCheck">Tells whether the wait is over. Called often: quick, and without side effects.</param>
    /// <param name="timeout">Longest wait.</param>
    /// <param name="cancellationToken">Cancels the wait. Default: the workflow's own token.</param>
    /// <returns>Whether the condition held in time.</returns>
    public static Task<bool> WaitConditionAsync(
        Func<bool> conditionCheck, TimeSpan timeout, CancellationToken? cancellationToken = null) =>
        WaitConditionWithOptionsAsync(
            new WaitConditionOptions(conditionCheck, timeout, nameof(WaitConditionAsync), cancellationToken));

    /// <summary>Waits for a condition.</summary>
    /// <param name="options">The wait.</param>
    /// <returns>Whether the condition held in time.</returns>
    public static Task<bool> WaitConditionWithOptionsAsync(WaitConditionOptions options) => Context.Conditions.WaitAsync(options);

    /// <summary>Runs something at the side; what <see cref="Task.Run(Func{Task})"/> is outside of workflows.</summary>
    /// <param name="function">What to run.</param>
    /// <param name="cancellationToken">Keeps it from starting. Default: the workflow's own token.</param>
    /// <returns>Completes with it.</returns>
    public static Task RunTaskAsync(Func<Task> function, CancellationToken? cancellationToken = null) =>
        Context.Scheduler.StartAsync(function, cancellationToken ?? CancellationToken);

    /// <summary>Runs something at the side; what <see cref="Task.Run(Func{Task})"/> is outside of workflows.</summary>
    /// <typeparam name="TResult">Type of the result.</typeparam>
    /// <param name="function">What to run.</param>
    /// <param name="cancellationToken">Keeps it from starting. Default: the workflow's own token.</param>
    /// <returns>Its result.</returns>
    public static Task<TResult> RunTaskAsync<TResult>(Func<Task<TResult>> function, CancellationToken? cancellationToken = null) =>
        Context.Scheduler.StartAsync(function, cancellationToken ?? CancellationToken);

    /// <summary>Waits for the first of several tasks.</summary>
    /// <param name="tasks">The tasks.</param>
    /// <returns>The task that completed.</returns>
    public static Task<Task> WhenAnyAsync(params Task[] tasks) => Task.WhenAny(tasks);

    /// <summary>Waits for the first of several tasks.</summary>
    /// <param name="tasks">The tasks.</param>
    /// <returns>The task that completed.</returns>
    public static Task<Task> WhenAnyAsync(IEnumerable<Task> tasks) => Task.WhenAny(tasks);

    /// <summary>Waits for the first of several tasks.</summary>
    /// <typeparam name="TResult">Type of their results.</typeparam>
    /// <param name="tasks">The tasks.</param>
    /// <returns>The task that completed.</returns>
    public static Task<Task<TResult>> WhenAnyAsync<TResult>(params Task<TResult>[] tasks) =>
        WhenAnyAsync((IEnumerable<Task<TResult>>)tasks);

    /// <summary>Waits for the first of several tasks.</summary>
    /// <typeparam name="TResult">Type of their results.</typeparam>
    /// <param name="tasks">The tasks.</param>
    /// <returns>The task that completed.</returns>
    public static async Task<Task<TResult>> WhenAnyAsync<TResult>(IEnumerable<Task<TResult>> tasks) =>
        // .NET's generic form continues on the thread pool, the other one does not.
        (Task<TResult>)await Task.WhenAny((IEnumerable<Task>)tasks).ConfigureAwait(true);

    /// <summary>Waits for all of several tasks.</summary>
    /// <param name="tasks">The tasks.</param>
    /// <returns>Completes with the last of them.</returns>
    public static Task WhenAllAsync(IEnumerable<Task> tasks) => Task.WhenAll(tasks);

    /// <summary>Waits for all of several tasks.</summary>
    /// <param name="tasks">The tasks.</param>
    /// <returns>Completes with the last of them.</returns>
    public static Task WhenAllAsync(params Task[] tasks) => Task.WhenAll(tasks);

    /// <summary>Waits for all of several tasks.</summary>
    /// <typeparam name="TResult">Type of their results.</typeparam>
    /// <param name="tasks">The tasks.</param>
    /// <returns>Their results in the order of the tasks.</returns>
    public static Task<TResult[]> WhenAllAsync<TResult>(IEnumerable<Task<TResult>> tasks) => Task.WhenAll(tasks);

    /// <summary>Waits for all of several tasks.</summary>
    /// <typeparam name="TResult">Type of their results.</typeparam>
    /// <param name="tasks">The tasks.</param>
    /// <returns>Their results in the order of the tasks.</returns>
    public static Task<TResult[]> WhenAllAsync<TResult>(params Task<TResult>[] tasks) => Task.WhenAll(tasks);
}
