using Hitl.Escalations.Ids;

namespace Hitl.Escalations.Requests;

/// <summary>A revision of a request that another one took the place of.</summary>
/// <param name="Stored">The request as it stood then, with its evaluation and digest; state and outcome are the request's of now.</param>
/// <param name="EditedBy">Who narrowed it; null when it was asked afresh for another reason.</param>
public sealed record PastRevision(StoredRequest Stored, PersonId? EditedBy);
