namespace Temporalio.Workflows;

/// <summary>The update the running code handles.</summary>
/// <param name="Id">Update id.</param>
/// <param name="Name">Update name.</param>
public record WorkflowUpdateInfo(string Id, string Name)
{
    /// <summary>What every log line of the handler carries.</summary>
    internal IReadOnlyDictionary<string, object> LoggerScope { get; } = new Dictionary<string, object>
    {
        ["UpdateId"] = Id,
        ["UpdateName"] = Name,
    };
}
