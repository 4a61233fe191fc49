using Hitl.Escalations.Ids;

namespace Hitl.Escalations.Desk;

/// <summary>Names one card that asks a person to do work rather than to decide a request.</summary>
/// <param name="Kind"><c>parked</c> (a step waits for ops) or <c>drill</c>.</param>
/// <param name="Subject">The request's id, or the drill's.</param>
/// <param name="Person">Who is asked.</param>
public sealed record DeskCardKey(string Kind, string Subject, PersonId Person)
{
    /// <summary>A step that waits for ops.</summary>
    public const string Parked = "parked";

    /// <summary>A drill that waits to be run.</summary>
    public const string Drill = "drill";
}
