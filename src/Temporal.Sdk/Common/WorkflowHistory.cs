using Google.Protobuf;
using Temporalio.Api.History.V1;
using Temporalio.Replay;

namespace Temporalio.Common;

/// <summary>What happened in one workflow run.</summary>
/// <param name="Id">The workflow id.</param>
/// <param name="Events">The events in order.</param>
public record WorkflowHistory(string Id, IReadOnlyCollection<HistoryEvent> Events)
{
    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    /// <summary>Reads a history from JSON, as written by <see cref="ToJson()"/>, by Temporal's CLI or by its web interface.</summary>
    /// <param name="workflowId">The workflow id; the JSON does not have it.</param>
    /// <param name="json">The JSON. Enum values may be spelled as in the protocol, as in .NET or without their prefix.</param>
    /// <returns>The history.</returns>
    /// <exception cref="ArgumentException">The text is not JSON, or not a history.</exception>
    public static WorkflowHistory FromJson(string workflowId, string json)
    {
        try
        {
            return new WorkflowHistory(workflowId, Parser.Parse<History>(HistoryJson.WithProtocolEnumNames(json)).Events);
        }
        catch (Exception unreadable) when (unreadable is System.Text.Json.JsonException or InvalidProtocolBufferException)
        {
            throw new ArgumentException($"The JSON is not a workflow history: {unreadable.Message}", nameof(json), unreadable);
        }
    }

    /// <summary>Writes the history as JSON, without the workflow id.</summary>
    /// <returns>The JSON.</returns>
    public string ToJson() => JsonFormatter.Default.Format(new History { Events = { Events } });

    /// <summary>Writes the history as JSON, without the workflow id.</summary>
    /// <param name="writer">Where to write.</param>
    public void ToJson(TextWriter writer) => JsonFormatter.Default.Format(new History { Events = { Events } }, writer);
}
