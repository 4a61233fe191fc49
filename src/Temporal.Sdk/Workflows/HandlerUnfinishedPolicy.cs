namespace Temporalio.Workflows;

/// <summary>What happens if a workflow ends while one of its handlers still runs.</summary>
public enum HandlerUnfinishedPolicy
{
    /// <summary>The handler is abandoned and a warning is logged.</summary>
    WarnAndAbandon,

    /// <summary>The handler is abandoned.</summary>
    Abandon,
}
