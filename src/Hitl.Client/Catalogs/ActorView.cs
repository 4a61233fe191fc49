namespace Hitl.Client.Catalogs;

/// <summary>An actor of the catalog.</summary>
/// <param name="Id">The actor.</param>
/// <param name="Kind"><c>ai-agent</c>, <c>integration</c>, <c>automation</c> or <c>human-agent</c>.</param>
/// <param name="Owner">Who answers for it.</param>
/// <param name="ActsFor">People it may act for.</param>
public sealed record ActorView(string Id, string Kind, string Owner, IReadOnlyList<string> ActsFor)
{
    /// <summary>Its flood guard in words, such as <c>60 requests within 1 min</c>; null for none.</summary>
    public string? AtMost { get; init; }
}
