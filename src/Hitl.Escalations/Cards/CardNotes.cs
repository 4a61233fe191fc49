using Hitl.Escalations.Ids;
using Hitl.Escalations.Requests;

namespace Hitl.Escalations.Cards;

/// <summary>What stands around a request at one moment, for the people who decide it. Nothing in it is executed.</summary>
public sealed record CardNotes
{
    /// <summary>Nothing is known.</summary>
    public static CardNotes None { get; } = new();

    /// <summary>How similar ones were decided.</summary>
    public PrecedentCount Precedents { get; init; } = new(0, 0, 0);

    /// <summary>Other requests for the same customer, newest first, at most five.</summary>
    public IReadOnlyList<RelatedRequest> Related { get; init; } = [];

    /// <summary>Who is looking at this stage; null for nobody.</summary>
    public CardClaim? Claim { get; init; }

    /// <summary>Who flagged the agent's suggestion as bad.</summary>
    public IReadOnlyList<PersonId> FlaggedBy { get; init; } = [];

    /// <summary>Questions to the agent, oldest first.</summary>
    public IReadOnlyList<AskedQuestion> Questions { get; init; } = [];

    /// <summary>What the agent had proposed before an approver narrowed it; null while nobody has.</summary>
    public ActionRequest? Proposed { get; init; }

    /// <summary>Who narrowed it; null while nobody has.</summary>
    public PersonId? EditedBy { get; init; }
}
