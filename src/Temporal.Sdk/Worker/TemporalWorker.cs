using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Runtime;

namespace Temporalio.Worker;

/// <summary>Runs workflows and activities of one task queue until it is stopped.</summary>
/// <remarks>An unreachable server is waited for, however long; only a server that refuses this worker ends it.</remarks>
public class TemporalWorker : IDisposable
{
    private readonly WorkerScope _scope;
    private readonly IReadOnlyList<ITemporalWorkerPlugin> _plugins;
    private readonly ActivityWorker? _activities;
    private readonly WorkflowWorker? _workflows;
    private readonly LocalActivityExecutor? _local;
    private readonly WorkerHandshake _handshake;
    private Phase _phase;

    /// <summary>Makes a worker; it does nothing before it is executed.</summary>
    /// <param name="client">A connected client.</param>
    /// <param name="options">What to run; copied.</param>
    /// <exception cref="ArgumentException">The options lack a queue, have nothing to run, or contradict themselves.</exception>
    /// <exception cref="InvalidOperationException">The client is lazy and was never connected.</exception>
    public TemporalWorker(IWorkerClient client, TemporalWorkerOptions options)
    {
        var connected = Connected(client);
        Options = (TemporalWorkerOptions)options.Clone();
        _plugins = [.. (client.Options.Plugins ?? []).OfType<ITemporalWorkerPlugin>(), .. Options.Plugins ?? []];
        foreach (var plugin in _plugins) plugin.ConfigureWorker(Options);
        if (Options.Activities.Count == 0 && Options.Workflows.Count == 0)
        {
            throw new ArgumentException("Must have at least one workflow and/or activity");
        }
        WorkerOptionsCheck.Throw(Options);
        _scope = new WorkerScope(connected, Options);
        _handshake = new WorkerHandshake(_scope);
        var activities = new ActivityCatalog(Options.Activities);
        if (Options.Activities.Count > 0 && !Options.LocalActivityWorkerOnly) _activities = new ActivityWorker(_scope, activities);
        if (Options.Workflows.Count == 0) return;
        _local = new LocalActivityExecutor(_scope, activities);
        _workflows = new WorkflowWorker(_scope, new WorkflowTaskProcessor(ProcessorOptions(_local)), _activities);
    }

    /// <summary>The options this worker was made with.</summary>
    public TemporalWorkerOptions Options { get; }

    /// <summary>The client it uses. A new one is used by every call made from then on; calls under way, polls among them, end on the old one.</summary>
    /// <remarks>Namespace, converter and interceptors of workflows stay those of the first.</remarks>
    /// <exception cref="ArgumentException">Set to something that is no <see cref="ITemporalClient"/>.</exception>
    /// <exception cref="InvalidOperationException">Set to a lazy client that was never connected.</exception>
    public IWorkerClient Client
    {
        get => _scope.Client;
        set
        {
            if (_workflows is { } workflows) workflows.Replace(Connected(value));
            else _scope.Client = Connected(value);
        }
    }

    /// <summary>Runs until stopped or failed.</summary>
    /// <param name="stoppingToken">Begins the shutdown.</param>
    /// <returns>Never succeeds; done when the shutdown is.</returns>
    /// <remarks>The shutdown waits for every activity; one that ignores its cancellation holds it up for ever.</remarks>
    /// <exception cref="InvalidOperationException">Already executed, or refused by the server.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public Task ExecuteAsync(CancellationToken stoppingToken) => RunInPluginsAsync<ValueTuple>(null, stoppingToken);

    /// <summary>Runs until a function is done, or stopped, or failed.</summary>
    /// <param name="untilComplete">Called once the worker may run; its outcome is this call's outcome.</param>
    /// <param name="stoppingToken">Begins the shutdown.</param>
    /// <returns>Done when the shutdown is.</returns>
    /// <remarks>The shutdown waits for every activity; one that ignores its cancellation holds it up for ever.</remarks>
    /// <exception cref="InvalidOperationException">Already executed, or refused by the server.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public Task ExecuteAsync(Func<Task> untilComplete, CancellationToken stoppingToken = default) => RunInPluginsAsync<ValueTuple>(
        async () =>
        {
            await untilComplete().ConfigureAwait(false);
            return default;
        },
        stoppingToken);

    /// <summary>Runs until a function is done, or stopped, or failed.</summary>
    /// <typeparam name="TResult">What the function results in.</typeparam>
    /// <param name="untilComplete">Called once the worker may run; its outcome is this call's outcome.</param>
    /// <param name="stoppingToken">Begins the shutdown.</param>
    /// <returns>The function's result, when the shutdown is done.</returns>
    /// <remarks>The shutdown waits for every activity; one that ignores its cancellation holds it up for ever.</remarks>
    /// <exception cref="InvalidOperationException">Already executed, or refused by the server.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public Task<TResult> ExecuteAsync<TResult>(Func<Task<TResult>> untilComplete, CancellationToken stoppingToken = default) =>
        RunInPluginsAsync(untilComplete, stoppingToken);

    /// <summary>Frees what the worker holds; to be called after its execution.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what the worker holds.</summary>
    /// <param name="disposing">Whether it is disposed and not finalized.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing) return;

        // What still runs is not pulled from under its feet.
        if (Interlocked.Exchange(ref _phase, Phase.Disposed) is Phase.New or Phase.Ended) Free();
    }

    private static ITemporalClient Connected(IWorkerClient client)
    {
        if (client is not ITemporalClient connected) throw new ArgumentException("Client must be an ITemporalClient", nameof(client));
        return connected.Connection.IsConnected ? connected : throw new InvalidOperationException("Cannot use unconnected lazy client for worker");
    }

    private Task<TResult> RunInPluginsAsync<TResult>(Func<Task<TResult>>? untilComplete, CancellationToken stoppingToken)
    {
        Func<TemporalWorker, CancellationToken, Task<TResult>> run = (worker, cancel) => worker.RunAsync(untilComplete, cancel);
        foreach (var plugin in _plugins.Reverse())
        {
            var next = run;
            run = (worker, cancel) => plugin.RunWorkerAsync(worker, next, cancel);
        }

        return run(this, stoppingToken);
    }

    private async Task<TResult> RunAsync<TResult>(Func<Task<TResult>>? untilComplete, CancellationToken stoppingToken)
    {
        TResult? result = default;
        Func<Task>? user = untilComplete is null ? null : async () => result = await untilComplete().ConfigureAwait(false);
        await RunAsync(user, stoppingToken).ConfigureAwait(false);
        return result!;
    }

    private async Task RunAsync(Func<Task>? untilComplete, CancellationToken stoppingToken)
    {
        var before = Interlocked.CompareExchange(ref _phase, Phase.Running, Phase.New);
        ObjectDisposedException.ThrowIf(before == Phase.Disposed, this);
        if (before != Phase.New) throw new InvalidOperationException("Already started");
        try
        {
            await PollAsync(untilComplete, stoppingToken).ConfigureAwait(false);
        }
        finally
        {
            if (Interlocked.CompareExchange(ref _phase, Phase.Ended, Phase.Running) == Phase.Disposed) Free();
        }
    }

    private void Free()
    {
        _activities?.Dispose();
        _workflows?.Dispose();
        _local?.Dispose();
    }

    private async Task PollAsync(Func<Task>? untilComplete, CancellationToken stoppingToken)
    {
        await _handshake.GreetAsync(stoppingToken).ConfigureAwait(false);

        using var stop = new CancellationTokenSource();
        using var abort = new CancellationTokenSource();
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = stoppingToken.Register(stopped.SetResult).ConfigureAwait(false);
        Task[] polling =
        [
            _activities?.PollAsync(stop.Token, abort.Token) ?? Task.Delay(Timeout.Infinite, stop.Token),
            _workflows?.PollAsync(stop.Token, abort.Token) ?? Task.Delay(Timeout.Infinite, stop.Token),
        ];
        // Polls first: what the function starts may come here without being polled for.
        var user = untilComplete is null ? stopped.Task : RunAsync(untilComplete);

        var first = await Task.WhenAny([stopped.Task, user, .. polling]).ConfigureAwait(false);
        LogEnd(first, stopped.Task, user);
        await ShutDownAsync(polling, stop, abort).ConfigureAwait(false);

        await ThrowIfFailedAsync(polling).ConfigureAwait(false);
        if (user != stopped.Task && user.IsCompleted) await user.ConfigureAwait(false);
        else throw new OperationCanceledException("Worker stopped", stoppingToken);
    }

    // Throwing at once is failing like any other.
    private static async Task RunAsync(Func<Task> untilComplete) => await untilComplete().ConfigureAwait(false);

    private async Task ShutDownAsync(Task[] polling, CancellationTokenSource stop, CancellationTokenSource abort)
    {
        await stop.CancelAsync().ConfigureAwait(false);
        await _handshake.SayGoodbyeAsync(Task.WhenAll(polling)).ConfigureAwait(false);
        await abort.CancelAsync().ConfigureAwait(false);
        // Failures of the polls are thrown when everything is down.
        await Task.WhenAll(polling).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _local?.Stop();
        await Task.WhenAll(_activities?.DrainAsync() ?? Task.CompletedTask, _workflows?.DrainAsync() ?? Task.CompletedTask)
            .ConfigureAwait(false);
    }

    private static async Task ThrowIfFailedAsync(Task[] polling)
    {
        foreach (var poll in polling)
        {
            if (!poll.IsFaulted) continue;
            try
            {
                await poll.ConfigureAwait(false);
            }
            catch (RpcException refused)
            {
                throw new InvalidOperationException($"Worker failed: {refused.Code}: {refused.Message}", refused);
            }
        }
    }

    private void LogEnd(Task first, Task stopped, Task user)
    {
        if (first.Exception is { } error && first != user) WorkerLog.Failed(_scope.Logger, _scope.TaskQueueName, error);
        var reason = first == stopped ? "cancelled" : first == user ? "user task completed" : "polling failed";
        WorkerLog.ShuttingDown(_scope.Logger, _scope.TaskQueueName, reason);
    }

    private WorkflowProcessorOptions ProcessorOptions(ILocalActivityExecutor local) => new()
    {
        Namespace = _scope.Namespace,
        TaskQueue = _scope.TaskQueueName,
        Workflows = [.. Options.Workflows],
        DataConverter = _scope.Converter,
        LoggerFactory = _scope.LoggerFactory,
        MaxCachedWorkflows = Options.MaxCachedWorkflows,
        DeadlockTimeout = Options.DebugMode ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(2),
        TracksForeignTasks = !Options.DisableWorkflowTracingEventListener,
        Interceptors = _scope.Interceptors,
        LocalActivities = local,
        MetricMeter = _scope.Meter,
        WorkflowFailureExceptionTypes = Options.WorkflowFailureExceptionTypes ?? [],
        TimeProvider = _scope.Time,
        PatchActivation = Options.PatchActivationCallback,
        StackTrace = Options.WorkflowStackTrace,
        Steps = Options,
    };

    private enum Phase
    {
        New,
        Running,
        Ended,
        Disposed,
    }
}
