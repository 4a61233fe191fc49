namespace Hitl.Client.Catalogs;

/// <summary>Requests that no rule covered.</summary>
/// <param name="Lines">Most frequent first.</param>
public sealed record GapsView(IReadOnlyList<GapLine> Lines);
