using Hitl.Escalations.Ids;

namespace Hitl.Escalations.Stages;

/// <summary>It is not known whether somebody is there: they are asked, and whoever covers for them too.</summary>
/// <param name="Person">Who.</param>
/// <param name="Why">One clause, such as <c>whose calendar could not be read since 2026-03-04 10:00 UTC</c>.</param>
public sealed record PersonDoubt(PersonId Person, string Why);
