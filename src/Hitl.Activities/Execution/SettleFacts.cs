using Hitl.Escalations.Consent;
using Hitl.Escalations.Execution;
using Hitl.Workflows.Execution;

namespace Hitl.Activities.Execution;

/// <summary>Everything the settle rule looks at.</summary>
/// <param name="Step">The step as approved: key life, settle window, retries, look-up.</param>
/// <param name="Effect">The effect as stored; null when nothing was ever intended.</param>
/// <param name="Progress">What this round has seen.</param>
/// <param name="Now">The moment, UTC.</param>
internal sealed record SettleFacts(SagaStep Step, EffectRecord? Effect, StepProgress Progress, DateTimeOffset Now)
{
    /// <summary>Sends of this round.</summary>
    public int Sends => (Effect?.Attempts ?? 0) - Progress.SendsBefore;

    /// <summary>Whether it is not known if the effect exists. An intent without an outcome is one: the worker may have died after sending.</summary>
    public bool IsUnknown => Effect?.Status is EffectStatus.Intended or EffectStatus.Unknown;
}
