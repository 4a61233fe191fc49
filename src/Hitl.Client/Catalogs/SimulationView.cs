namespace Hitl.Client.Catalogs;

/// <summary>What a version would decide differently.</summary>
/// <param name="Before">The version in force, 64 hex digits.</param>
/// <param name="After">The version tried, 64 hex digits.</param>
/// <param name="Past">Requests of the last days, decided again.</param>
/// <param name="Boundaries">Generated requests at every bound: less one, exact, plus one.</param>
public sealed record SimulationView(string Before, string After, SimulationPart Past, SimulationPart Boundaries);
