namespace Hitl.Client.Requests;

/// <summary>A stage: who is asked, how many must agree, until when.</summary>
/// <param name="Ordinal">Place in the path, from 1.</param>
/// <param name="Name">The stage's name.</param>
/// <param name="Role">Whose members are asked.</param>
/// <param name="Quorum">How many must approve.</param>
/// <param name="Status"><c>open</c>, <c>approved</c>, <c>denied</c>, <c>escalated</c>, <c>skipped</c> or <c>withdrawn</c>.</param>
/// <param name="Asked">Everyone asked so far.</param>
/// <param name="OpenedAt">When it opened, UTC.</param>
/// <param name="Deadline">When it ends without a decision, UTC.</param>
/// <param name="ClosedAt">When it closed, UTC; null while open.</param>
public sealed record StageView(
    int Ordinal,
    string Name,
    string Role,
    int Quorum,
    string Status,
    IReadOnlyList<AskedView> Asked,
    DateTimeOffset OpenedAt,
    DateTimeOffset Deadline,
    DateTimeOffset? ClosedAt)
{
    /// <summary>How it may be extended; null when the catalog does not let it.</summary>
    public StageExtensionView? Extension { get; init; }
}
