namespace Hitl.Escalations.Requests;

/// <summary>The actor's version is not one the catalog knows, so people decide whatever the rules say.</summary>
/// <param name="Version">The version; null when the actor named none.</param>
/// <param name="Would">What the catalog would have answered to a known version; compared with what people decide.</param>
public sealed record CanaryFinding(string? Version, EvaluationOutcome Would);
