using System.Runtime.CompilerServices;
using Temporalio.Client;
using Temporalio.Worker;

namespace Temporalio.Common;

/// <summary>A plugin of clients, workers and replayers whose whole content is its options.</summary>
/// <remarks>A worker has it once: from its client, or in its own options.</remarks>
/// <param name="name">Its name.</param>
/// <param name="options">What it brings along. Default nothing.</param>
public class SimplePlugin(string name, SimplePluginOptions? options = null) : ITemporalClientPlugin, ITemporalWorkerPlugin
{
    /// <summary>What it brings along.</summary>
    public SimplePluginOptions PluginOptions { get; } = options ?? new();

    /// <inheritdoc cref="ITemporalClientPlugin.Name"/>
    public string Name { get; } = name;

    /// <inheritdoc/>
    public virtual void ConfigureClient(TemporalClientOptions options)
    {
        options.DataConverter = Changed(options.DataConverter, PluginOptions.DataConverterOption);
        options.Interceptors = Extended(options.Interceptors, PluginOptions.ClientInterceptorsOption);
    }

    /// <inheritdoc/>
    public virtual Task<TemporalConnection> ConnectAsync(
        TemporalClientConnectOptions options, Func<TemporalClientConnectOptions, Task<TemporalConnection>> continuation) => continuation(options);

    /// <inheritdoc/>
    public virtual void ConfigureWorker(TemporalWorkerOptions options)
    {
        foreach (var activity in PluginOptions.Activities) options.AddActivity(activity);
        foreach (var workflow in PluginOptions.Workflows) options.AddWorkflow(workflow);
        options.Interceptors = Extended(options.Interceptors, PluginOptions.WorkerInterceptorsOption);
        options.WorkflowFailureExceptionTypes = Extended(options.WorkflowFailureExceptionTypes, PluginOptions.WorkflowFailureExceptionTypesOption);
    }

    /// <inheritdoc/>
    public virtual async Task<TResult> RunWorkerAsync<TResult>(
        TemporalWorker worker, Func<TemporalWorker, CancellationToken, Task<TResult>> continuation, CancellationToken stoppingToken)
    {
        await BeginAsync().ConfigureAwait(false);
        try
        {
            return await continuation(worker, stoppingToken).ConfigureAwait(false);
        }
        finally
        {
            await EndAsync().ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public virtual void ConfigureReplayer(WorkflowReplayerOptions options)
    {
        options.DataConverter = Changed(options.DataConverter, PluginOptions.DataConverterOption);
        foreach (var workflow in PluginOptions.Workflows) options.AddWorkflow(workflow);
        options.Interceptors = Extended(options.Interceptors, PluginOptions.WorkerInterceptorsOption);
        options.WorkflowFailureExceptionTypes = Extended(options.WorkflowFailureExceptionTypes, PluginOptions.WorkflowFailureExceptionTypesOption);
    }

    /// <inheritdoc/>
    public virtual async Task<IEnumerable<WorkflowReplayResult>> ReplayWorkflowsAsync(
        WorkflowReplayer replayer,
        Func<WorkflowReplayer, CancellationToken, Task<IEnumerable<WorkflowReplayResult>>> continuation,
        CancellationToken cancellationToken)
    {
        await BeginAsync().ConfigureAwait(false);
        try
        {
            return await continuation(replayer, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await EndAsync().ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public virtual async IAsyncEnumerable<WorkflowReplayResult> ReplayWorkflowsAsync(
        WorkflowReplayer replayer,
        Func<WorkflowReplayer, IAsyncEnumerable<WorkflowReplayResult>> continuation,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await BeginAsync().ConfigureAwait(false);
        try
        {
            await foreach (var result in continuation(replayer).WithCancellation(cancellationToken).ConfigureAwait(false)) yield return result;
        }
        finally
        {
            await EndAsync().ConfigureAwait(false);
        }
    }

    private static T Changed<T>(T set, SimplePluginOptions.SimplePluginOption<T>? option) =>
        option is null ? set
        : option.Configurable is { } change ? change(set)
        : option.Constant ?? set;

    private static IReadOnlyCollection<T>? Extended<T>(
        IReadOnlyCollection<T>? set, SimplePluginOptions.SimplePluginOption<IReadOnlyCollection<T>?>? option) =>
        option?.Configurable is { } change ? change(set)
        : option?.Constant is { } more ? [.. set ?? [], .. more]
        : set;

    private Task BeginAsync() => PluginOptions.RunContextBefore?.Invoke() ?? Task.CompletedTask;

    private Task EndAsync() => PluginOptions.RunContextAfter?.Invoke() ?? Task.CompletedTask;
}
