using Hitl.Escalations.Ids;

namespace Hitl.Escalations.Stages;

/// <summary>A person a stage asks, and why this one.</summary>
/// <param name="Person">Who is asked.</param>
/// <param name="CoversFor">The member they cover for; null for a member asked in their own right.</param>
/// <param name="Why">One clause for card and ledger, such as <c>covers for ada, who is away (annual leave)</c>.</param>
public sealed record AskedPerson(PersonId Person, PersonId? CoversFor, string Why);
