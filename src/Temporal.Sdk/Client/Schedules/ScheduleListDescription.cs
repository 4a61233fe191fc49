using Temporalio.Api.Schedule.V1;
using Temporalio.Common;
using Temporalio.Converters;

namespace Temporalio.Client.Schedules;

/// <summary>A schedule as it is listed.</summary>
public class ScheduleListDescription
{
    private readonly Lazy<IReadOnlyDictionary<string, IEncodedRawValue>> _memo;
    private readonly Lazy<SearchAttributeCollection> _searchAttributes;

    internal ScheduleListDescription(ScheduleListEntry raw, DataConverter converter)
    {
        Id = raw.ScheduleId;
        Schedule = raw.Info is { } schedule ? ScheduleListSchedule.FromProto(schedule) : null;
        Info = raw.Info is { } info ? ScheduleListInfo.FromProto(info) : null;
        _memo = new(() => raw.Memo?.Fields.ToDictionary(
            field => field.Key, field => (IEncodedRawValue)new EncodedRawValue(converter, field.Value)) ?? []);
        _searchAttributes = new(() => raw.SearchAttributes is { } attributes
            ? SearchAttributeCollection.FromProto(attributes)
            : SearchAttributeCollection.Empty);
    }

    /// <summary>Its id.</summary>
    public string Id { get; }

    /// <summary>The schedule; null from servers without it.</summary>
    public ScheduleListSchedule? Schedule { get; private init; }

    /// <summary>What it did and will do; null from servers without it.</summary>
    public ScheduleListInfo? Info { get; private init; }

    /// <summary>The notes shown with it, still encoded.</summary>
    public IReadOnlyDictionary<string, IEncodedRawValue> Memo => _memo.Value;

    /// <summary>Values it can be found by.</summary>
    public SearchAttributeCollection TypedSearchAttributes => _searchAttributes.Value;
}
