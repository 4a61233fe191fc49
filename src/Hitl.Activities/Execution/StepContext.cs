using Hitl.Escalations.Consent;
using Hitl.Escalations.Execution;
using Hitl.Escalations.Requests;

namespace Hitl.Activities.Execution;

/// <summary>A step whose right to run was verified against the database, ready for its moves.</summary>
/// <param name="Stored">The request.</param>
/// <param name="Digest">Digest of the consent record, recomputed.</param>
/// <param name="Step">The step as approved.</param>
/// <param name="Key">The effect.</param>
/// <param name="Target">The target.</param>
/// <param name="Call">What is sent, the same on every try.</param>
/// <param name="Owner">Role that owns the target.</param>
internal sealed record StepContext(StoredRequest Stored, string Digest, SagaStep Step, EffectKey Key, IActionTarget Target, TargetCall Call, string Owner)
{
    /// <summary>The state that was approved with it; null where it need not be read again.</summary>
    public GuardWatch? Guards { get; init; }
}
