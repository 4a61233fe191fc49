using System.Text.Json.Serialization;

namespace Hitl.Escalations.Requests;

/// <summary>What the catalog says of a request.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EvaluationOutcome>))]
public enum EvaluationOutcome
{
    /// <summary>The actor may do it alone.</summary>
    [JsonStringEnumMemberName("allowed")] Allowed,

    /// <summary>Only when named people agree.</summary>
    [JsonStringEnumMemberName("ask")] Ask,

    /// <summary>Never, or a gap handled by refusal.</summary>
    [JsonStringEnumMemberName("refused")] Refused,
}
