using Hitl.Escalations.Ids;

namespace Hitl.Workflows.Requests;

/// <summary>The only argument of the workflow: which request. Everything else is read from the store, where it cannot be forged.</summary>
/// <param name="Request">The request.</param>
public sealed record RequestStart(RequestId Request);
