using System.Globalization;
using Hitl.Escalations.Ids;

namespace Hitl.Escalations.Drills;

/// <summary>How well the undoing of an action is proven.</summary>
/// <param name="Action">The action.</param>
/// <param name="KnownSince">When the procedure was first seen, UTC: what was never drilled is as old as that.</param>
/// <param name="ProvenAt">When it was last proven, UTC; null when never.</param>
/// <param name="HasFailed">Whether the latest drill failed.</param>
public sealed record DrillStanding(ActionName Action, DateTimeOffset KnownSince, DateTimeOffset? ProvenAt, bool HasFailed)
{
    /// <summary>How long a proof counts: 90 days.</summary>
    public static readonly TimeSpan GoodFor = TimeSpan.FromDays(90);

    /// <summary>When the proof ends, or would have been due, UTC.</summary>
    public DateTimeOffset DueAt => (ProvenAt ?? KnownSince) + GoodFor;

    /// <summary><c>proven</c>, <c>failed</c>, <c>overdue</c>, or <c>new</c> for one that was never drilled and is not due yet.</summary>
    public string WordAt(DateTimeOffset now) => HasFailed ? "failed" : now >= DueAt ? "overdue" : ProvenAt is null ? "new" : "proven";

    /// <summary>Why its action should not run alone, as a clause; null while the proof counts.</summary>
    public string? DoubtAt(DateTimeOffset now) => WordAt(now) switch
    {
        "failed" => "the latest drill of its undoing failed",
        "overdue" when ProvenAt is { } at => string.Create(CultureInfo.InvariantCulture, $"its undoing was last proven on {at.UtcDateTime:yyyy-MM-dd}, more than {GoodFor.TotalDays:0} days ago"),
        "overdue" => string.Create(CultureInfo.InvariantCulture, $"its undoing was never proven in the {GoodFor.TotalDays:0} days since it is known"),
        _ => null,
    };
}
