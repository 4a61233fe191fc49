using Hitl.Escalations.Decisions;
using Hitl.Escalations.Requests;

namespace Hitl.Gateway.Decisions;

/// <summary>An attempt with everything known when it was made, and what the rules say of it.</summary>
/// <param name="Attempt">The attempt.</param>
/// <param name="Refusal">Why it does not count; null when it may be committed.</param>
internal sealed record DeskCase(DecisionAttempt Attempt, DecisionRefusal? Refusal)
{
    /// <summary>The request; there is one whenever nothing was refused.</summary>
    public StoredRequest Request => Attempt.Request ?? throw new InvalidOperationException("The attempt names no request.");

    /// <summary>Risk class of the request; <c>high</c> while it is not known.</summary>
    public string Risk => Attempt.Request?.Evaluation?.Risk ?? "high";
}
