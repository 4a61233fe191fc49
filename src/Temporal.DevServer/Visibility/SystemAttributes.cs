using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Temporal.DevServer.State;

namespace Temporal.DevServer.Visibility;

/// <summary>The attributes every run has, and how a filter's values for them are read.</summary>
internal static class SystemAttributes
{
    internal static readonly FrozenSet<string> Times = FrozenSet.Create("StartTime", "CloseTime", "ExecutionTime");

    internal static readonly FrozenSet<string> Numbers = FrozenSet.Create("HistoryLength", "HistorySizeBytes", "ExecutionDuration");

    internal static readonly FrozenSet<string> Names = FrozenSet.Create(
        "WorkflowId", "RunId", "WorkflowType", "TaskQueue", "ExecutionStatus", "ParentWorkflowId", "ParentRunId", "RootWorkflowId",
        "RootRunId", "StartTime", "CloseTime", "ExecutionTime", "HistoryLength", "HistorySizeBytes", "ExecutionDuration");

    /// <summary>A run's value as string, double (times in ticks), boolean or list of strings; null when it has none.</summary>
    internal static object? Read(RunSummary run, string name) => name switch
    {
        "WorkflowId" => run.Run.Key.WorkflowId,
        "RunId" => run.Run.RunId,
        "WorkflowType" => run.WorkflowType,
        "TaskQueue" => run.TaskQueue,
        "ExecutionStatus" => run.Status.ToString(),
        "ParentWorkflowId" => run.ParentWorkflowId is { Length: > 0 } id ? id : null,
        "ParentRunId" => run.ParentRunId is { Length: > 0 } id ? id : null,
        "RootWorkflowId" => run.RootWorkflowId is { Length: > 0 } id ? id : run.Run.Key.WorkflowId,
        "RootRunId" => run.RootRunId is { Length: > 0 } id ? id : run.Run.RunId,
        "StartTime" => (double)run.StartTicks,
        "CloseTime" => run.CloseTicks > 0 ? (double)run.CloseTicks : null,
        "ExecutionTime" => (double)run.ExecutionTicks,
        "HistoryLength" => run.CloseTicks > 0 ? (double)run.HistoryLength : null,
        "HistorySizeBytes" => run.CloseTicks > 0 ? (double)run.HistorySize : null,
        "ExecutionDuration" => run.CloseTicks > 0 ? (double)(run.CloseTicks - run.ExecutionTicks) * 100 : null,
        _ => run.SearchAttributes.TryGetValue(name, out var payload) ? Read(payload) : null,
    };

    /// <summary>A filter's value in the form <see cref="Read(RunSummary, string)"/> gives.</summary>
    /// <exception cref="QuerySyntaxException">The value does not fit the attribute.</exception>
    internal static object Value(string name, IndexedValueType? type, object given)
    {
        if (name == "ExecutionStatus") return Status(given);
        if (Times.Contains(name) || type == IndexedValueType.Datetime) return Time(name, given);
        if (name == "ExecutionDuration" && given is string duration) return Duration(duration);
        if ((Numbers.Contains(name) || type is IndexedValueType.Int or IndexedValueType.Double) && given is not double)
        {
            throw new QuerySyntaxException($"{name} is compared with a number");
        }
        if (type == IndexedValueType.Bool && given is string word && bool.TryParse(word, out var flag)) return flag;
        return given;
    }

    private static object? Read(Payload payload)
    {
        if (PayloadValues.ReadJson(payload) is not { } value) return null;
        return value.ValueKind switch
        {
            JsonValueKind.String => payload.Metadata.TryGetValue(PayloadValues.Type, out var type) && type.ToStringUtf8() == "Datetime"
                && value.TryGetDateTimeOffset(out var time) ? (double)time.UtcTicks : value.GetString(),
            JsonValueKind.Number => value.GetDouble(),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Array => value.EnumerateArray().Select(item => item.ToString()).ToArray(),
            _ => null,
        };
    }

    private static string Status(object given)
    {
        var text = given is double number ? ((WorkflowExecutionStatus)(int)number).ToString() : given.ToString() ?? "";
        // Both Running and WORKFLOW_EXECUTION_STATUS_RUNNING are in use.
        var bare = text.StartsWith("WORKFLOW_EXECUTION_STATUS_", StringComparison.Ordinal) ? text[26..].Replace("_", "", StringComparison.Ordinal) : text;
        return System.Enum.TryParse<WorkflowExecutionStatus>(bare, ignoreCase: true, out var status) && System.Enum.IsDefined(status)
            ? status.ToString()
            : throw new QuerySyntaxException($"invalid ExecutionStatus value: {text}");
    }

    private static object Time(string name, object given)
    {
        // Numbers are nanoseconds since the Unix epoch, as Temporal takes them.
        if (given is double nanoseconds) return DateTime.UnixEpoch.Ticks + nanoseconds / 100;
        return DateTimeOffset.TryParse(given.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? (double)time.UtcTicks
            : throw new QuerySyntaxException($"{name} is compared with a time such as '2026-01-31T12:00:00Z'");
    }

    private static object Duration(string text)
    {
        var unit = text.Length > 1 ? text[^1] : ' ';
        var factor = unit switch { 's' => 1e9, 'm' => 60e9, 'h' => 3600e9, 'd' => 86400e9, _ => 0 };
        return factor > 0 && double.TryParse(text[..^1], NumberStyles.Float, CultureInfo.InvariantCulture, out var count)
            ? count * factor
            : throw new QuerySyntaxException($"invalid duration: {text}");
    }
}
