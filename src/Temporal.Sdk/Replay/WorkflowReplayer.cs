using System.Runtime.CompilerServices;
using Temporalio.Replay;
using Temporalio.Common;
using Temporalio.Exceptions;

namespace Temporalio.Worker;

/// <summary>Runs workflow code against recorded histories, to see whether it still does what it did.</summary>
public class WorkflowReplayer
{
    /// <summary>Creates a replayer.</summary>
    /// <param name="options">What to replay with.</param>
    /// <exception cref="ArgumentException">There is no workflow.</exception>
    public WorkflowReplayer(WorkflowReplayerOptions options)
    {
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
    public async Task<IEnumerable<WorkflowReplayResult>> ReplayWorkflowsAsync(
        IEnumerable<WorkflowHistory> histories, bool throwOnReplayFailure = false, CancellationToken cancellationToken = default)
    {
        using var session = new ReplaySession(Options);
        var results = new List<WorkflowReplayResult>();
        foreach (var history in histories)
        {
            cancellationToken.ThrowIfCancellationRequested();
            results.Add(await session.ReplayAsync(history, throwOnReplayFailure).ConfigureAwait(false));
        }

        return results;
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
        using var session = new ReplaySession(Options);
        await foreach (var history in histories.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            yield return await session.ReplayAsync(history, throwOnReplayFailure).ConfigureAwait(false);
        }
    }
}
