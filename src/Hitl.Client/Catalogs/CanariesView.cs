namespace Hitl.Client.Catalogs;

/// <summary>Versions of actors that the catalog does not know.</summary>
/// <param name="Lines">By actor and version.</param>
public sealed record CanariesView(IReadOnlyList<CanaryLine> Lines);
