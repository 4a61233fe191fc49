namespace Temporalio.Runtime;

/// <summary>Runs local activities, with their retries.</summary>
internal interface ILocalActivityExecutor
{
    /// <summary>Runs one to its end; never throws.</summary>
    /// <param name="call">What to run.</param>
    /// <param name="workflow">The workflow that asked.</param>
    Task<LocalActivityOutcome> ExecuteAsync(LocalActivityCall call, Workflows.WorkflowInfo workflow);
}
