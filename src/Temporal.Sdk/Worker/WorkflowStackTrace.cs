namespace Temporalio.Worker;

/// <summary>What the query <c>__stack_trace</c> tells of where a workflow waits.</summary>
/// <remarks>The places are noted whenever a workflow begins to wait, asked for or not, so workers that run many workflows leave it off.</remarks>
public enum WorkflowStackTrace
{
    /// <summary>The query fails. The default.</summary>
    None,

    /// <summary>Methods with file and line, as far as symbols are there.</summary>
    Normal,

    /// <summary>Methods alone.</summary>
    WithoutFileInfo,
}
