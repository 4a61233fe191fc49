using Hitl.Escalations.Ids;

namespace Hitl.Escalations.Stages;

/// <summary>A person is away: cards go to coverage at once, and the person's own clicks are refused meanwhile only if the catalog says so.</summary>
/// <param name="Person">Who is away.</param>
/// <param name="From">First moment, inclusive, UTC.</param>
/// <param name="Until">Last moment, exclusive, UTC.</param>
/// <param name="Reason">Shown to the people who cover, such as <c>annual leave</c>.</param>
public sealed record Absence(PersonId Person, DateTimeOffset From, DateTimeOffset Until, string Reason)
{
    /// <summary>Tells whether the absence covers this moment.</summary>
    public bool Covers(DateTimeOffset moment) => From <= moment && moment < Until;
}
