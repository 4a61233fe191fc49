using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>How a workflow goes on as a new run. What is not set stays as it is.</summary>
public class ContinueAsNewOptions : ICloneable
{
    /// <summary>Task queue of the new run.</summary>
    public string? TaskQueue { get; set; }

    /// <summary>Longest time of the new run.</summary>
    public TimeSpan? RunTimeout { get; set; }

    /// <summary>Longest time of one workflow task of the new run.</summary>
    public TimeSpan? TaskTimeout { get; set; }

    /// <summary>Retry policy of the new run.</summary>
    public RetryPolicy? RetryPolicy { get; set; }

    /// <summary>Memo of the new run.</summary>
    public IReadOnlyDictionary<string, object>? Memo { get; set; }

    /// <summary>Search attributes of the new run.</summary>
    public SearchAttributeCollection? TypedSearchAttributes { get; set; }

    /// <summary>Copies the options.</summary>
    /// <returns>A shallow copy.</returns>
    public virtual object Clone() => MemberwiseClone();
}
