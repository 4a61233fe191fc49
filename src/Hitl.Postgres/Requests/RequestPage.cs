using Hitl.Escalations.Ids;
using Hitl.Escalations.Requests;

namespace Hitl.Postgres.Requests;

/// <summary>One page of requests, newest first.</summary>
/// <param name="Requests">The page.</param>
/// <param name="Next">Where the next page starts; null on the last page.</param>
public sealed record RequestPage(IReadOnlyList<StoredRequest> Requests, RequestId? Next);
