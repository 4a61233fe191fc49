namespace Hitl.Client.Catalogs;

/// <summary>What people decided for one unknown version.</summary>
/// <param name="Actor">The actor.</param>
/// <param name="Version">The version; null when it named none.</param>
/// <param name="Asked">How often people were asked although a known version would have been let alone.</param>
/// <param name="Agreed">How often they approved.</param>
/// <param name="Disagreed">How often they denied.</param>
public sealed record CanaryLine(string Actor, string? Version, long Asked, long Agreed, long Disagreed);
