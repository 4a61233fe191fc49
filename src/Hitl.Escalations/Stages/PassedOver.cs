using Hitl.Escalations.Ids;

namespace Hitl.Escalations.Stages;

/// <summary>A member who was not asked, and why: away, or a conflict of interest.</summary>
/// <param name="Person">Who was passed over.</param>
/// <param name="Why">One clause for the ledger.</param>
public sealed record PassedOver(PersonId Person, string Why);
