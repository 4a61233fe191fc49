using System.Text.Json.Serialization;

namespace Hitl.Escalations.Decisions;

/// <summary>What a person decided.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Verdict>))]
public enum Verdict
{
    /// <summary>Run exactly what was shown.</summary>
    [JsonStringEnumMemberName("approve")] Approve,

    /// <summary>Do not run it; a reason goes with it.</summary>
    [JsonStringEnumMemberName("deny")] Deny,
}
