namespace Temporalio.Runtime;

/// <summary>Runs local activities, with their retries.</summary>
internal interface ILocalActivityExecutor
{
    /// <summary>Refuses a type that is not registered.</summary>
    /// <exception cref="InvalidOperationException">It is not.</exception>
    void EnsureKnown(string activityType);

    /// <summary>Runs one to its end; never throws.</summary>
    /// <param name="call">What to run.</param>
    /// <param name="workflow">The workflow that asked.</param>
    Task<LocalActivityOutcome> ExecuteAsync(LocalActivityCall call, Workflows.WorkflowInfo workflow);
}
