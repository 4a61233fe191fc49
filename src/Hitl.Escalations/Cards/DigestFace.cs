namespace Hitl.Escalations.Cards;

/// <summary>What a digest shows: how many requests wait beyond a person's open cards, and the oldest of them.</summary>
/// <param name="Waiting">How many wait without a card of their own; 0 when all of them have got one.</param>
/// <param name="Lines">The oldest, one line each.</param>
public sealed record DigestFace(int Waiting, IReadOnlyList<DigestLine> Lines)
{
    /// <summary>Most lines of one digest.</summary>
    public const int MostLines = 15;
}
