using System.Runtime.CompilerServices;
using Temporalio.Replay;
using Temporalio.Common;
using Temporalio.Exceptions;

namespace Temporalio.Worker;

/// <summary>Runs workflow code against recorded histories, to see whether it still does what it did.</summary>
public class WorkflowReplayer
{
    private readonly IReadOnlyCollection<ITemporalWorkerPlugin> _plugins;

    /// <summary>Creates a replayer.</summary>
    /// <param name="options">What to replay with.</param>
    /// <exception cref="ArgumentException">There is no workflow.</exception>
    public WorkflowReplayer(WorkflowReplayerOptions options)
    {
        _plugins = [.. options.Plugins ?? []];
        foreach (var plugin in _plugins) plugin.ConfigureReplayer(options);
        if (options.Workflows.Count == 0) throw new ArgumentException("At least one workflow is required.", nameof(options));
        Options = options;
    }

    /// <summary>What it replays with.</summary>
    public WorkflowReplayerOptions Options { get; private init; }

    /// <summary>Replays one history.</summary>
    /// <param name="history">The history.</param>
    /// <param name="throwOnReplayFailure">Whether a failed workflow task is thrown rather than returned.</param>
    /// <param name="cancellationToken">Stops between two histories.</param>
    /// <returns>How it went.</returns>
    /// <exception cref="WorkflowNondeterminismException">The code does not do what the history says.</exception>
    /// <exception cref="InvalidWorkflowOperationException">A workflow task fails for another reason.</exception>
    public async Task<WorkflowReplayResult> ReplayWorkflowAsync(
        WorkflowHistory history, bool throwOnReplayFailure = true, CancellationToken cancellationToken = default) =>
        (await ReplayWorkflowsAsync([history], throwOnReplayFailure, cancellationToken).ConfigureAwait(false)).Single();

    /// <summary>Replays several histories, one after the other.</summary>
    /// <param name="histories">The histories.</param>
    /// <param name="throwOnReplayFailure">Whether the first failed workflow task is thrown rather than returned.</param>
    /// <param name="cancellationToken">Stops between two histories.</param>
    /// <returns>How each went, in their order.</returns>
    /// <exception cref="WorkflowNondeterminismException">The code does not do what a history says.</exception>
    /// <exception cref="InvalidWorkflowOperationException">A workflow task fails for another reason.</exception>
    public Task<IEnumerable<WorkflowReplayResult>> ReplayWorkflowsAsync(
        IEnumerable<WorkflowHistory> histories, bool throwOnReplayFailure = false, CancellationToken cancellationToken = default)
    {
        Func<WorkflowReplayer, CancellationToken, Task<IEnumerable<WorkflowReplayResult>>> replay =
            (replayer, cancel) => replayer.ReplayAllAsync(histories, throwOnReplayFailure, cancel);
        foreach (var plugin in _plugins.Reverse())
        {
            var next = replay;
            replay = (replayer, cancel) => plugin.ReplayWorkflowsAsync(replayer, next, cancel);
        }

        return replay(this, cancellationToken);
    }

    /// <summary>Replays histories as they come.</summary>
    /// <param name="histories">The histories.</param>
    /// <param name="throwOnReplayFailure">Whether the first failed workflow task is thrown rather than returned.</param>
    /// <param name="cancellationToken">Stops between two histories.</param>
    /// <returns>How each went, in their order.</returns>
    /// <exception cref="WorkflowNondeterminismException">The code does not do what a history says.</exception>
    /// <exception cref="InvalidWorkflowOperationException">A workflow task fails for another reason.</exception>
    public async IAsyncEnumerable<WorkflowReplayResult> ReplayWorkflowsAsync(
        IAsyncEnumerable<WorkflowHistory> histories,
        bool throwOnReplayFailure = false,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Func<WorkflowReplayer, IAsyncEnumerable<WorkflowReplayResult>> replay = replayer => replayer.ReplayAllAsync(histories, throwOnReplayFailure);
        foreach (var plugin in _plugins.Reverse())
        {
            var next = replay;
            replay = replayer => plugin.ReplayWorkflowsAsync(replayer, next, cancellationToken);
        }

        await foreach (var result in replay(this).WithCancellation(cancellationToken).ConfigureAwait(false)) yield return result;
    }

    private async Task<IEnumerable<WorkflowReplayResult>> ReplayAllAsync(
        IEnumerable<WorkflowHistory> histories, bool throwOnReplayFailure, CancellationToken cancel)
    {
        using var session = new ReplaySession(Options);
        var results = new List<WorkflowReplayResult>();
        foreach (var history in histories)
        {
            cancel.ThrowIfCancellationRequested();
            results.Add(await session.ReplayAsync(history, throwOnReplayFailure).ConfigureAwait(false));
        }

        return results;
    }

    private async IAsyncEnumerable<WorkflowReplayResult> ReplayAllAsync(
        IAsyncEnumerable<WorkflowHistory> histories, bool throwOnReplayFailure, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        using var session = new ReplaySession(Options);
        await foreach (var history in histories.WithCancellation(cancel).ConfigureAwait(false))
        {
            yield return await session.ReplayAsync(history, throwOnReplayFailure).ConfigureAwait(false);
        }
    }
}
