using Temporalio.Api.Enums.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.Common;
using Temporalio.Converters;

namespace Temporalio.Client;

/// <summary>What the server says about one workflow run. Times are UTC.</summary>
public class WorkflowExecution
{
    private readonly Lazy<IReadOnlyDictionary<string, IEncodedRawValue>> _memo;
    private readonly Lazy<SearchAttributeCollection> _searchAttributes;

    internal WorkflowExecution(WorkflowExecutionInfo rawInfo, DataConverter dataConverter)
    {
        RawInfo = rawInfo;
        _memo = new(() => rawInfo.Memo?.Fields.ToDictionary(
            field => field.Key, field => (IEncodedRawValue)new EncodedRawValue(dataConverter, field.Value)) ?? []);
        _searchAttributes = new(() => rawInfo.SearchAttributes is { } attributes
            ? SearchAttributeCollection.FromProto(attributes)
            : SearchAttributeCollection.Empty);
    }

    /// <summary>When the run closed; null while it is open.</summary>
    public DateTime? CloseTime => RawInfo.CloseTime?.ToDateTime();

    /// <summary>When the run began or will begin after its start delay.</summary>
    public DateTime? ExecutionTime => RawInfo.ExecutionTime?.ToDateTime();

    /// <summary>Number of events.</summary>
    public int HistoryLength => (int)RawInfo.HistoryLength;

    /// <summary>Workflow id.</summary>
    public string Id => RawInfo.Execution.WorkflowId;

    /// <summary>The notes given at the start, still encoded.</summary>
    public IReadOnlyDictionary<string, IEncodedRawValue> Memo => _memo.Value;

    /// <summary>Id of the parent, if this is a child.</summary>
    public string? ParentId => RawInfo.ParentExecution?.WorkflowId;

    /// <summary>Run of the parent, if this is a child.</summary>
    public string? ParentRunId => RawInfo.ParentExecution?.RunId;

    /// <summary>Run id.</summary>
    public string RunId => RawInfo.Execution.RunId;

    /// <summary>When the run was created.</summary>
    public DateTime StartTime => RawInfo.StartTime.ToDateTime();

    /// <summary>Open, or how it closed.</summary>
    public WorkflowExecutionStatus Status => RawInfo.Status;

    /// <summary>Queue its workers poll.</summary>
    public string TaskQueue => RawInfo.TaskQueue;

    /// <summary>Values it can be found by.</summary>
    public SearchAttributeCollection TypedSearchAttributes => _searchAttributes.Value;

    /// <summary>Workflow type name.</summary>
    public string WorkflowType => RawInfo.Type.Name;

    /// <summary>The message all of this is read from.</summary>
    internal WorkflowExecutionInfo RawInfo { get; }
}
