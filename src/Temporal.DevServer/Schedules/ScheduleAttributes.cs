using Google.Protobuf.Collections;
using Temporal.DevServer.State;

namespace Temporal.DevServer.Schedules;

/// <summary>Memo and search attributes of a schedule, kept by events as those of workflows are.</summary>
internal static class ScheduleAttributes
{
    private const string PausedName = "TemporalSchedulePaused";

    internal static void Replace(Transition t, SearchAttributes wanted) =>
        Upsert(t, Changes(t.Run.SearchAttributes, wanted.IndexedFields));

    internal static void Replace(Transition t, Memo wanted)
    {
        var changes = Changes(t.Run.Memo, wanted.Fields);
        if (changes.Count == 0) return;
        t.Write(EventType.WorkflowPropertiesModified, e => e.WorkflowPropertiesModifiedEventAttributes = new() { UpsertedMemo = new() { Fields = { changes } } });
    }

    internal static void SetPaused(Transition t, Payload paused)
    {
        if (!t.Run.SearchAttributes.TryGetValue(PausedName, out var known) || !known.Equals(paused)) Upsert(t, new() { [PausedName] = paused });
    }

    private static void Upsert(Transition t, MapField<string, Payload> changes)
    {
        if (changes.Count == 0) return;
        t.Write(EventType.UpsertWorkflowSearchAttributes,
            e => e.UpsertWorkflowSearchAttributesEventAttributes = new() { SearchAttributes = new() { IndexedFields = { changes } } });
    }

    /// <summary>The wanted values, and null for what is not wanted any more.</summary>
    private static MapField<string, Payload> Changes(MapField<string, Payload> known, MapField<string, Payload> wanted)
    {
        var changes = wanted.Clone();
        foreach (var name in known.Keys.Where(n => n != PausedName && !wanted.ContainsKey(n))) changes[name] = PayloadValues.Json("null");
        return changes;
    }
}
