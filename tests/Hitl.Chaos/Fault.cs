namespace Hitl.Chaos;

/// <summary>One thing that goes wrong at one moment.</summary>
/// <param name="At">After the first request was asked.</param>
/// <param name="Kind">What.</param>
/// <param name="Victim">A process, a target, or the name of a fail point.</param>
/// <param name="For">How long it lasts; zero for what happens once.</param>
/// <param name="Detail">Kind of the sandbox's fault, or of the second victim.</param>
internal sealed record Fault(TimeSpan At, FaultKind Kind, string Victim, TimeSpan For, string Detail);
