using System.Text.Json.Serialization;

namespace Hitl.Escalations.Stages;

/// <summary>How a stage stands or ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StageStatus>))]
public enum StageStatus
{
    /// <summary>People are being asked; a decision counts.</summary>
    [JsonStringEnumMemberName("open")] Open,

    /// <summary>The quorum approved.</summary>
    [JsonStringEnumMemberName("approved")] Approved,

    /// <summary>Somebody denied.</summary>
    [JsonStringEnumMemberName("denied")] Denied,

    /// <summary>The wait ended without a decision; the next stage was asked.</summary>
    [JsonStringEnumMemberName("escalated")] Escalated,

    /// <summary>Nobody could be asked, or no card could be delivered; passed at once.</summary>
    [JsonStringEnumMemberName("skipped")] Skipped,

    /// <summary>The request was withdrawn while the stage was open.</summary>
    [JsonStringEnumMemberName("withdrawn")] Withdrawn,
}
