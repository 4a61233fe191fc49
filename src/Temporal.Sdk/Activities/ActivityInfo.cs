using System.Text.Json.Serialization;
using Temporalio.Api.Common.V1;
using Temporalio.Converters;
using Priority = Temporalio.Common.Priority;
using RetryPolicy = Temporalio.Common.RetryPolicy;

namespace Temporalio.Activities;

/// <summary>What an activity is told about itself. More may be added: change copies, do not call the constructor.</summary>
/// <param name="ActivityId">Activity id, unique in its run.</param>
/// <param name="ActivityType">Activity type name.</param>
/// <param name="Attempt">Which attempt this is, from 1.</param>
/// <param name="CurrentAttemptScheduledTime">When this attempt was scheduled, UTC.</param>
/// <param name="DataConverter">Decodes heartbeat details.</param>
/// <param name="HeartbeatDetails">What the attempt before heartbeated last, still encoded.</param>
/// <param name="HeartbeatTimeout">Longest silence; null if none is required.</param>
/// <param name="IsLocal">Whether it runs inside a workflow task.</param>
/// <param name="Priority">Where it stands in a crowded queue.</param>
/// <param name="RetryPolicy">When it is tried again; null if the server does not say.</param>
/// <param name="ScheduleToCloseTimeout">Longest time of all attempts together.</param>
/// <param name="ScheduledTime">When the first attempt was scheduled, UTC.</param>
/// <param name="StartToCloseTimeout">Longest time of this attempt.</param>
/// <param name="StartedTime">When this attempt started, UTC.</param>
/// <param name="TaskQueue">Queue it came from.</param>
/// <param name="TaskToken">Names this attempt to the server.</param>
/// <param name="WorkflowId">Workflow that scheduled it.</param>
/// <param name="WorkflowNamespace">Namespace of the workflow.</param>
/// <param name="WorkflowRunId">Run of the workflow.</param>
/// <param name="WorkflowType">Type of the workflow.</param>
public record ActivityInfo(
    string ActivityId,
    string ActivityType,
    int Attempt,
    DateTime CurrentAttemptScheduledTime,
    [property: JsonIgnore] DataConverter DataConverter,
    IReadOnlyCollection<Payload> HeartbeatDetails,
    TimeSpan? HeartbeatTimeout,
    bool IsLocal,
    Priority Priority,
    RetryPolicy? RetryPolicy,
    TimeSpan? ScheduleToCloseTimeout,
    DateTime ScheduledTime,
    TimeSpan? StartToCloseTimeout,
    DateTime StartedTime,
    string TaskQueue,
    byte[] TaskToken,
    string WorkflowId,
    string WorkflowNamespace,
    string WorkflowRunId,
    string WorkflowType)
{
    /// <summary>Namespace it runs in; the same as <see cref="WorkflowNamespace"/>.</summary>
    public string Namespace => WorkflowNamespace;

    /// <summary>Fields of the logging scope the activity runs in.</summary>
    internal Dictionary<string, object> LoggerScope { get; } = new()
    {
        ["ActivityId"] = ActivityId,
        ["ActivityType"] = ActivityType,
        ["Attempt"] = Attempt,
        ["WorkflowNamespace"] = WorkflowNamespace,
        ["WorkflowId"] = WorkflowId,
        ["WorkflowRunId"] = WorkflowRunId,
        ["WorkflowType"] = WorkflowType,
    };

    /// <summary>Decodes one value of <see cref="HeartbeatDetails"/>.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="index">Its position, from 0.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many.</exception>
    public Task<T> HeartbeatDetailAtAsync<T>(int index) => DataConverter.ToValueAsync<T>(HeartbeatDetails.ElementAt(index));
}
