using System.Text.Json.Serialization;

namespace Hitl.Escalations.Drills;

/// <summary>How a drill stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DrillState>))]
public enum DrillState
{
    /// <summary>Waits for somebody of its role to run it.</summary>
    [JsonStringEnumMemberName("open")] Open,

    /// <summary>Somebody runs it.</summary>
    [JsonStringEnumMemberName("running")] Running,

    /// <summary>The action was done and undone at the sandbox, and both were found there.</summary>
    [JsonStringEnumMemberName("proven")] Proven,

    /// <summary>Something did not go as the catalog says.</summary>
    [JsonStringEnumMemberName("failed")] Failed,
}
