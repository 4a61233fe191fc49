using System.Text.Json.Serialization;

namespace Hitl.Escalations.Requests;

/// <summary>Where a request stands. Wire and database spelling is snake case, as in <c>waiting_for_ops</c>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RequestState>))]
public enum RequestState
{
    /// <summary>Stored; not yet evaluated.</summary>
    [JsonStringEnumMemberName("received")] Received,

    /// <summary>People are being asked.</summary>
    [JsonStringEnumMemberName("deciding")] Deciding,

    /// <summary>Allowed by the catalog or approved by people; nothing sent yet.</summary>
    [JsonStringEnumMemberName("approved")] Approved,

    /// <summary>The last check passed; saga steps are under way.</summary>
    [JsonStringEnumMemberName("executing")] Executing,

    /// <summary>A step failed for good; what was done is being undone.</summary>
    [JsonStringEnumMemberName("compensating")] Compensating,

    /// <summary>Needs a person of ops: the target is down, an outcome is unknown or a compensation failed.</summary>
    [JsonStringEnumMemberName("waiting_for_ops")] WaitingForOps,

    /// <summary>Final: every step was done.</summary>
    [JsonStringEnumMemberName("executed")] Executed,

    /// <summary>Final: a step failed for good and every step done before it was undone.</summary>
    [JsonStringEnumMemberName("compensated")] Compensated,

    /// <summary>Final: some steps done before the failure could not be undone, closed by ops with a reason.</summary>
    [JsonStringEnumMemberName("partly_compensated")] PartlyCompensated,

    /// <summary>Final: what was done has a way back, and going it failed; closed by ops with a reason.</summary>
    [JsonStringEnumMemberName("compensation_failed")] CompensationFailed,

    /// <summary>Final: a later step failed and what was done has no way back.</summary>
    [JsonStringEnumMemberName("irreversible")] Irreversible,

    /// <summary>Final: whether a step took effect could not be found out; closed by ops with a reason, and nothing was guessed.</summary>
    [JsonStringEnumMemberName("unknown")] Unknown,

    /// <summary>Final: the first step failed for good, so nothing took effect.</summary>
    [JsonStringEnumMemberName("never_executed")] NeverExecuted,

    /// <summary>Final: the catalog forbids it, or no rule covers it and the gap is handled by refusal.</summary>
    [JsonStringEnumMemberName("refused")] Refused,

    /// <summary>Final: a person denied it.</summary>
    [JsonStringEnumMemberName("denied")] Denied,

    /// <summary>Final: nobody decided before the path ended; the catalog's timeout outcome is refusal.</summary>
    [JsonStringEnumMemberName("expired")] Expired,

    /// <summary>Final: the agent withdrew it before execution began.</summary>
    [JsonStringEnumMemberName("withdrawn")] Withdrawn,

    /// <summary>Final: decided on paper only; actor, version or action is in shadow, so nothing can run.</summary>
    [JsonStringEnumMemberName("shadowed")] Shadowed,
}
