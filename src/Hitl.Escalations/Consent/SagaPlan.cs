namespace Hitl.Escalations.Consent;

/// <summary>The steps of an action in the order they run.</summary>
/// <param name="Steps">At least one; irreversible ones last.</param>
public sealed record SagaPlan(IReadOnlyList<SagaStep> Steps);
