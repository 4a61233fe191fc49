namespace Temporalio.Workflows;

/// <summary>What happens to a child workflow when its parent closes.</summary>
public enum ParentClosePolicy
{
    /// <summary>The server's default, terminate.</summary>
    Unspecified = 0,

    /// <summary>The child is terminated.</summary>
    Terminate = 1,

    /// <summary>The child goes on.</summary>
    Abandon = 2,

    /// <summary>The child is asked to stop.</summary>
    RequestCancel = 3,
}
