namespace Hitl.Postgres;

/// <summary>Executions are stopped because the ledger was rolled back. Transient: it ends when a person clears the stop with a reason.</summary>
public sealed class ExecutionsStoppedException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Always <c>audit.rolled_back</c>.</summary>
    public string Code => "audit.rolled_back";

    /// <summary>Always true: the same call may succeed once the stop is cleared.</summary>
    public bool IsTransient => true;
}
