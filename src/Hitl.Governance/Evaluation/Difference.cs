using Hitl.Escalations.Requests;

namespace Hitl.Governance.Evaluation;

/// <summary>One thing that, were it different, would change the outcome.</summary>
/// <param name="Clause">In words.</param>
/// <param name="Witness">The request with exactly that changed: evaluating it proves the clause.</param>
/// <param name="Outcome">The outcome of the witness.</param>
internal sealed record Difference(string Clause, ActionRequest Witness, EvaluationOutcome Outcome);
