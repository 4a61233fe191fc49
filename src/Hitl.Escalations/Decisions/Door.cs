using System.Text.Json.Serialization;

namespace Hitl.Escalations.Decisions;

/// <summary>Where a person decided; kept with the decision.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Door>))]
public enum Door
{
    /// <summary>A card or modal in Slack.</summary>
    [JsonStringEnumMemberName("slack")] Slack,

    /// <summary>The web console.</summary>
    [JsonStringEnumMemberName("console")] Console,
}
