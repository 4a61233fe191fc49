namespace Hitl.Escalations.Stages;

/// <summary>A fetched text, or why there is none: exactly one is set.</summary>
/// <param name="Text">The text.</param>
/// <param name="Problem">Why not, as a clause that never repeats the address.</param>
public sealed record FeedAnswer(string? Text, string? Problem);
