using Hitl.Escalations.Ids;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Stages;

namespace Hitl.Workflows.Evaluations;

/// <summary>What the workflow needs of an evaluation: how to walk and what to run, without anything about the customer.</summary>
/// <param name="State">State of the request: deciding, approved, or final.</param>
/// <param name="Revision">The revision evaluated.</param>
/// <param name="Path">Whom to ask; null when nobody is asked.</param>
/// <param name="Steps">What runs once approved, in order.</param>
public sealed record EvaluatedRequest(RequestState State, int Revision, EscalationPath? Path, IReadOnlyList<PlannedStep> Steps)
{
    /// <summary>Whether state of targets must be read before it can be decided.</summary>
    public bool NeedsState { get; init; }

    /// <summary>Requests about the same subject that must end before this one is decided; empty when it is decided.</summary>
    public IReadOnlyList<RequestId> WaitsFor { get; init; } = [];
}
