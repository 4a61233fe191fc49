namespace Hitl.Client.Catalogs;

/// <summary>One set of requests decided under both versions.</summary>
/// <param name="Decided">How many.</param>
/// <param name="Changed">How many are decided differently.</param>
/// <param name="Lines">The differences by actor, action and rule; gains of authority first.</param>
public sealed record SimulationPart(int Decided, int Changed, IReadOnlyList<SimulationLine> Lines);
