namespace Hitl.Postgres.Catalogs;

/// <summary>What people decided for a version the catalog does not know.</summary>
/// <param name="Actor">The actor.</param>
/// <param name="Version">The version; null when the actor named none.</param>
/// <param name="Asked">How often people were asked although a known version would have been let alone.</param>
/// <param name="Agreed">How often they approved, as the catalog would have.</param>
/// <param name="Disagreed">How often they denied.</param>
public sealed record CanaryUse(string Actor, string? Version, long Asked, long Agreed, long Disagreed);
