namespace Temporalio.Worker;

/// <summary>Something that prepares workers and replayers and stands around their runs.</summary>
public interface ITemporalWorkerPlugin
{
    /// <summary>Its name.</summary>
    string Name { get; }

    /// <summary>Changes a worker's options before it is made.</summary>
    /// <param name="options">The worker's own copy.</param>
    void ConfigureWorker(TemporalWorkerOptions options);

    /// <summary>Stands around a worker's run.</summary>
    /// <typeparam name="TResult">What the run results in.</typeparam>
    /// <param name="worker">The worker.</param>
    /// <param name="continuation">Runs it, or the next plugin around it.</param>
    /// <param name="stoppingToken">Stops it.</param>
    /// <returns>The run's result.</returns>
    Task<TResult> RunWorkerAsync<TResult>(
        TemporalWorker worker, Func<TemporalWorker, CancellationToken, Task<TResult>> continuation, CancellationToken stoppingToken);

    /// <summary>Changes a replayer's options before it is made.</summary>
    /// <param name="options">The options.</param>
    void ConfigureReplayer(WorkflowReplayerOptions options);

    /// <summary>Stands around the replay of several histories.</summary>
    /// <param name="replayer">The replayer.</param>
    /// <param name="continuation">Replays, or the next plugin around it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The results.</returns>
    Task<IEnumerable<WorkflowReplayResult>> ReplayWorkflowsAsync(
        WorkflowReplayer replayer,
        Func<WorkflowReplayer, CancellationToken, Task<IEnumerable<WorkflowReplayResult>>> continuation,
        CancellationToken cancellationToken);

    /// <summary>Stands around the replay of histories as they come.</summary>
    /// <param name="replayer">The replayer.</param>
    /// <param name="continuation">Replays, or the next plugin around it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The results.</returns>
    IAsyncEnumerable<WorkflowReplayResult> ReplayWorkflowsAsync(
        WorkflowReplayer replayer,
        Func<WorkflowReplayer, IAsyncEnumerable<WorkflowReplayResult>> continuation,
        CancellationToken cancellationToken);
}
