using System.Text.Json.Serialization;

namespace Hitl.Escalations.Execution;

/// <summary>What is known of an effect.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EffectStatus>))]
public enum EffectStatus
{
    /// <summary>About to be sent, or sent with no answer recorded: treat as unknown.</summary>
    [JsonStringEnumMemberName("intended")] Intended,

    /// <summary>Took effect, by the target's answer or by a look-up.</summary>
    [JsonStringEnumMemberName("done")] Done,

    /// <summary>The target refused for good; it did not take effect.</summary>
    [JsonStringEnumMemberName("refused")] Refused,

    /// <summary>Known not to have been sent or not to have taken effect; may be sent again.</summary>
    [JsonStringEnumMemberName("not_done")] NotDone,

    /// <summary>Not known; look up before anything else.</summary>
    [JsonStringEnumMemberName("unknown")] Unknown,
}
