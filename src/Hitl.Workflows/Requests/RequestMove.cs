using Hitl.Escalations.Ids;
using Hitl.Escalations.Requests;

namespace Hitl.Workflows.Requests;

/// <summary>A state the workflow brings its request to.</summary>
/// <param name="Request">The request.</param>
/// <param name="Revision">The revision it is about.</param>
/// <param name="To">The state to enter.</param>
/// <param name="Reason">Why, when the store does not know it better; never personal data, it is kept in the workflow's history.</param>
public sealed record RequestMove(RequestId Request, int Revision, RequestState To, string? Reason);
