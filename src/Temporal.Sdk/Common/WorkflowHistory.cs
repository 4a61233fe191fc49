using Google.Protobuf;
using Temporal.Protocol.Histories;
using Temporalio.Api.History.V1;

namespace Temporalio.Common;

/// <summary>What happened in one workflow run.</summary>
/// <param name="Id">The workflow id.</param>
/// <param name="Events">The events in order.</param>
public record WorkflowHistory(string Id, IReadOnlyCollection<HistoryEvent> Events)
{
    /// <summary>Reads a history from JSON, as written by <see cref="ToJson()"/> or by Temporal's CLI and web interface.</summary>
    /// <param name="workflowId">The workflow id; the JSON does not have it.</param>
    /// <param name="json">The JSON. Enum values may be spelled as in the protocol or as in .NET.</param>
    /// <returns>The history.</returns>
    /// <exception cref="ArgumentException">The text is not JSON, or not a history.</exception>
    public static WorkflowHistory FromJson(string workflowId, string json)
    {
        try
        {
            return new WorkflowHistory(workflowId, HistoryJson.Parse(json).Events);
        }
        catch (Exception unreadable) when (unreadable is System.Text.Json.JsonException or InvalidProtocolBufferException or FormatException)
        {
            throw new ArgumentException($"The JSON is not a workflow history: {unreadable.Message}", nameof(json), unreadable);
        }
    }

    /// <summary>Writes the history as JSON, without the workflow id.</summary>
    /// <returns>The JSON.</returns>
    public string ToJson() => HistoryJson.Format(new History { Events = { Events } });

    /// <summary>Writes the history as JSON, without the workflow id.</summary>
    /// <param name="writer">Where to write.</param>
    public void ToJson(TextWriter writer) => writer.Write(ToJson());
}
