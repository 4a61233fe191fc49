using Hitl.Escalations.Requests;

namespace Hitl.Workflows.Execution;

/// <summary>How a saga ended.</summary>
/// <param name="State">The final state.</param>
/// <param name="Reason">Why; null when every step was done.</param>
internal sealed record SagaEnd(RequestState State, string? Reason);
