using System.Text.Json;
using System.Text.Json.Serialization;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Common;
using Temporalio.Converters;

namespace Temporalio.Runtime;

/// <summary>The patches of a workflow: asked for once, written as a marker, answered from the marker on replay.</summary>
/// <remarks>Name and content of the marker are those of Temporal's own .NET worker, so that each can read the other's histories.</remarks>
internal sealed class PatchMarkers(WorkflowInstance workflow)
{
    internal const string MarkerName = "core_patch";
    private const string DetailsKey = "patch-data";

    private static readonly SearchAttributeKey<IReadOnlyCollection<string>> Versions =
        SearchAttributeKey.CreateKeywordList("TemporalChangeVersion");

    private readonly HashSet<string> _inHistory = [];
    private readonly Dictionary<string, bool> _answers = [];

    /// <summary>Reads a marker; null if it is another kind of marker.</summary>
    internal static PatchMarker? Read(HistoryEvent marker)
    {
        var attributes = marker.MarkerRecordedEventAttributes;
        return attributes?.MarkerName == MarkerName && attributes.Details.TryGetValue(DetailsKey, out var details)
            ? Read(details)
            : null;
    }

    internal static PatchMarker? Read(Command command)
    {
        var attributes = command.RecordMarkerCommandAttributes;
        return attributes?.MarkerName == MarkerName ? Read(attributes.Details[DetailsKey]) : null;
    }

    internal void Notify(string patchId) => _inHistory.Add(patchId);

    internal bool Mark(string patchId, bool deprecated)
    {
        if (_answers.TryGetValue(patchId, out var answer)) return answer;
        answer = _inHistory.Contains(patchId) || (!workflow.IsReplaying && (deprecated || workflow.MayActivate(patchId)));
        _answers[patchId] = answer;
        if (!answer) return false;
        workflow.Commands.Add(CreateCommand(new PatchMarker(patchId, deprecated)));

        // On replay it may be there or not: what replays does not need it.
        if (!workflow.IsReplaying) workflow.Commands.Add(Upsert());
        return true;
    }

    /// <summary>Whether search attributes only say which patches there are.</summary>
    internal static bool IsUpsert(SearchAttributes? attributes) =>
        attributes is { IndexedFields.Count: 1 } && attributes.IndexedFields.ContainsKey(Versions.Name);

    // People find by it which runs still need the old code.
    private Command Upsert() => new()
    {
        CommandType = CommandType.UpsertWorkflowSearchAttributes,
        UpsertWorkflowSearchAttributesCommandAttributes = new UpsertWorkflowSearchAttributesCommandAttributes
        {
            SearchAttributes = new SearchAttributes
            {
                IndexedFields =
                {
                    [Versions.Name] = SearchAttributePayload.Create(
                        Versions, _answers.Where(patch => patch.Value).Select(patch => patch.Key).Order(StringComparer.Ordinal).ToList()),
                },
            },
        },
    };

    private static PatchMarker? Read(Payloads details) => JsonSerializer.Deserialize<PatchMarker>(details.Payloads_[0].Data.Span);

    private static Command CreateCommand(PatchMarker marker) => new()
    {
        CommandType = CommandType.RecordMarker,
        RecordMarkerCommandAttributes = new RecordMarkerCommandAttributes
        {
            MarkerName = MarkerName,
            Details = { [DetailsKey] = new Payloads { Payloads_ = { DataConverter.Default.PayloadConverter.ToPayload(marker) } } },
        },
    };

    internal sealed record PatchMarker(
        [property: JsonPropertyName("id")] string Id, [property: JsonPropertyName("deprecated")] bool Deprecated);
}
