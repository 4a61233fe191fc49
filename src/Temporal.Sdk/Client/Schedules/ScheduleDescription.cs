using Temporalio.Api.WorkflowService.V1;
using Temporalio.Common;
using Temporalio.Converters;

namespace Temporalio.Client.Schedules;

/// <summary>What the server says about a schedule.</summary>
public class ScheduleDescription
{
    private readonly Lazy<IReadOnlyDictionary<string, IEncodedRawValue>> _memo;
    private readonly Lazy<SearchAttributeCollection> _searchAttributes;

    internal ScheduleDescription(string id, DescribeScheduleResponse raw, DataConverter converter, Func<string, DataConverter> ofWorkflow)
    {
        Id = id;
        Schedule = Schedule.FromProto(raw.Schedule, raw.Schedule.Action?.StartWorkflow is { } action ? ofWorkflow(action.WorkflowId) : converter);
        Info = ScheduleInfo.FromProto(raw.Info);
        RawDescription = raw;
        _memo = new(() => raw.Memo?.Fields.ToDictionary(
            field => field.Key, field => (IEncodedRawValue)new EncodedRawValue(converter, field.Value)) ?? []);
        _searchAttributes = new(() => raw.SearchAttributes is { } attributes
            ? SearchAttributeCollection.FromProto(attributes)
            : SearchAttributeCollection.Empty);
    }

    /// <summary>Its id.</summary>
    public string Id { get; private init; }

    /// <summary>What it did and will do.</summary>
    public ScheduleInfo Info { get; private init; }

    /// <summary>The notes shown with it, still encoded.</summary>
    public IReadOnlyDictionary<string, IEncodedRawValue> Memo => _memo.Value;

    /// <summary>The schedule; arguments of its action are <see cref="IEncodedRawValue"/>s.</summary>
    public Schedule Schedule { get; private init; }

    /// <summary>Values it can be found by.</summary>
    public SearchAttributeCollection TypedSearchAttributes => _searchAttributes.Value;

    /// <summary>The message all of this is read from.</summary>
    internal DescribeScheduleResponse RawDescription { get; }
}
