using System.Text.Json.Serialization;

namespace Hitl.Workflows.Execution;

/// <summary>What a workflow does after a move on a step.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StepReportKind>))]
public enum StepReportKind
{
    /// <summary>The step took effect.</summary>
    [JsonStringEnumMemberName("done")] Done,

    /// <summary>The target refused for good; nothing took effect.</summary>
    [JsonStringEnumMemberName("refused")] Refused,

    /// <summary>Wait, then make another move.</summary>
    [JsonStringEnumMemberName("wait")] Wait,

    /// <summary>Nothing more can be done without a person.</summary>
    [JsonStringEnumMemberName("park")] Park,
}
