namespace Hitl.Escalations.Reservations;

/// <summary>What a request is about, so that another one about the same is found.</summary>
/// <param name="Conflict">The conflict's id in the catalog.</param>
/// <param name="Subject">The subject, such as <c>customer=cus_1</c>.</param>
public sealed record SubjectClaim(string Conflict, string Subject);
