namespace Temporalio.Workflows;

/// <summary>How a child workflow is signaled.</summary>
public class ChildWorkflowSignalOptions : ICloneable
{
    /// <summary>Gives the signal up before it is sent. Default: the workflow's own token.</summary>
    public CancellationToken? CancellationToken { get; set; }

    /// <summary>Copies the options.</summary>
    /// <returns>A shallow copy.</returns>
    public virtual object Clone() => MemberwiseClone();
}
