namespace Hitl.Governance.Simulation;

/// <summary>What a proposed version would decide differently.</summary>
/// <param name="Decided">How many requests were decided under both versions.</param>
/// <param name="Changes">Every difference, by action, actor and rule; gains of authority first, then by count.</param>
public sealed record SimulationReport(int Decided, IReadOnlyList<SimulatedChange> Changes)
{
    /// <summary>How many requests are decided differently.</summary>
    public int Changed => Changes.Sum(change => change.Count);
}
