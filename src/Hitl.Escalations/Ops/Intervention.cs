using Hitl.Escalations.Ids;

namespace Hitl.Escalations.Ops;

/// <summary>What a person of ops decided about a request that waits for ops.</summary>
/// <param name="Id">Names it; the same id again changes nothing.</param>
/// <param name="Request">The request.</param>
/// <param name="Kind"><c>replay</c>: try the parked step again, looking up first; <c>abandon</c>: stop, undo what can be undone, close; <c>reset</c>: start the workflow over.</param>
/// <param name="By">Who.</param>
/// <param name="Reason">Why, 1–1,000 characters.</param>
/// <param name="At">When, UTC.</param>
public sealed record Intervention(Guid Id, RequestId Request, string Kind, PersonId By, string Reason, DateTimeOffset At);
