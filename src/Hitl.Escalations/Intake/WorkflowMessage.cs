using Hitl.Escalations.Ids;

namespace Hitl.Escalations.Intake;

/// <summary>Something a workflow must be told, committed with the change that caused it.</summary>
/// <param name="Id">Unique; also the signal's request id, so that a repeated delivery is one signal.</param>
/// <param name="Request">Which request's workflow.</param>
/// <param name="Kind"><c>start</c>, <c>decision</c>, <c>withdrawal</c> or <c>intervention</c>.</param>
/// <param name="Attempts">Deliveries tried so far.</param>
public sealed record WorkflowMessage(Guid Id, RequestId Request, string Kind, int Attempts);
