using System.Text.Json.Serialization;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Stages;

namespace Hitl.Escalations.Decisions;

/// <summary>One person's verdict on one stage, bound to exactly what was shown. At most one per person, stage and revision.</summary>
public sealed record Decision
{
    /// <summary>The stage decided.</summary>
    public required StageKey Stage { get; init; }

    /// <summary>Who decided.</summary>
    public required PersonId Person { get; init; }

    /// <summary>The member they covered for, if they did.</summary>
    public PersonId? CoversFor { get; init; }

    /// <summary>For which roles of the stage it counts; null where the stage asks one role.</summary>
    /// <remarks>Not written when null: decisions made before there were such stages keep their MAC.</remarks>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<RoleId>? Seats { get; init; }

    /// <summary>The verdict.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Why; at most 1,000 characters. Required to deny.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Id of the catalog's reason that was chosen for a denial; null for words of one's own alone.</summary>
    /// <remarks>Not written when null: decisions made before there were any keep their MAC.</remarks>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ReasonCode { get; init; }

    /// <summary>Through which door.</summary>
    public required Door Door { get; init; }

    /// <summary>Digest of the consent record that was shown.</summary>
    public required string Digest { get; init; }

    /// <summary>When, UTC, by the gateway's clock, to the microsecond.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Which key made <see cref="Mac"/>.</summary>
    public string KeyId { get; init; } = "";

    /// <summary>HMAC-SHA256 over every field above, base64url: proves that the gateway took this decision.</summary>
    public string Mac { get; init; } = "";
}
