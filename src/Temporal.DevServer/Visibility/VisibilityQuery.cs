namespace Temporal.DevServer.Visibility;

/// <summary>A list or count query, parsed.</summary>
/// <param name="Namespace">Runs of this namespace only.</param>
/// <param name="Where">The filter; null takes all.</param>
/// <param name="OrderBy">Attribute to sort by; null sorts newest start first.</param>
/// <param name="Descending">Direction of <paramref name="OrderBy"/>.</param>
/// <param name="GroupBy">Attribute to count by; null counts all.</param>
internal sealed record VisibilityQuery(string Namespace, Filter? Where, string? OrderBy, bool Descending, string? GroupBy);
