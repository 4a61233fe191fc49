using Hitl.Escalations.Consent;
using Hitl.Escalations.Decisions;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Stages;

namespace Hitl.Escalations.Cards;

/// <summary>Everything a card shows at one moment. Surfaces render it; none of them adds a fact.</summary>
public sealed record CardFace
{
    /// <summary>Which card.</summary>
    public required CardKey Key { get; init; }

    /// <summary>What will run; every execution-relevant fact on the card comes from here.</summary>
    public required ConsentRecord Consent { get; init; }

    /// <summary>Its digest, 64 hex digits.</summary>
    public required string Digest { get; init; }

    /// <summary>One line that names the action for people, from the catalog.</summary>
    public required string Title { get; init; }

    /// <summary>Risk class.</summary>
    public required string Risk { get; init; }

    /// <summary>Reversibility class.</summary>
    public required string Reversibility { get; init; }

    /// <summary>The agent's release, shown beside its name.</summary>
    public required AgentRelease Agent { get; init; }

    /// <summary>The agent's words: shown only in a box marked as unchecked.</summary>
    public required string Rationale { get; init; }

    /// <summary>What the agent points to; unchecked likewise.</summary>
    public required IReadOnlyList<string> Evidence { get; init; }

    /// <summary>Why the catalog asks a person.</summary>
    public required string Why { get; init; }

    /// <summary>What would have to differ for another answer of the catalog, one clause each.</summary>
    public IReadOnlyList<string> WouldDiffer { get; init; } = [];

    /// <summary>The whole explanation: every rule with every bound, limits and other requests; the same as in API, console and ledger. Null when a face was made without one.</summary>
    public Explanation? Explanation { get; init; }

    /// <summary>Why this person is asked.</summary>
    public required AskedPerson Asked { get; init; }

    /// <summary>Everyone asked in this stage.</summary>
    public required IReadOnlyList<AskedPerson> AllAsked { get; init; }

    /// <summary>How many must approve.</summary>
    public required int Quorum { get; init; }

    /// <summary>Whether as many denials as approvals are needed; otherwise one denial ends it.</summary>
    public bool ByMajority { get; init; }

    /// <summary>The roles asked, each with how many of it must approve; empty when the stage asks one role.</summary>
    public IReadOnlyList<RoleShare> Shares { get; init; } = [];

    /// <summary>By how much the stage can be extended now; null when it cannot.</summary>
    public TimeSpan? Extendable { get; init; }

    /// <summary>When the stage ends, UTC.</summary>
    public required DateTimeOffset Deadline { get; init; }

    /// <summary>Decisions so far in this revision.</summary>
    public required IReadOnlyList<Decision> Decisions { get; init; }

    /// <summary>State of the request.</summary>
    public required RequestState State { get; init; }

    /// <summary>Status of the stage.</summary>
    public required StageStatus StageStatus { get; init; }

    /// <summary>One sentence on how it ended or why it waits; null before that.</summary>
    public string? Outcome { get; init; }

    /// <summary>Whether buttons are live: the stage is open and this person has not decided.</summary>
    public bool IsOpen => Superseded is null && StageStatus == StageStatus.Open && State == RequestState.Deciding && Decisions.All(d => d.Person != Key.Person || d.Stage != Key.Stage);

    /// <summary>Button value: <see cref="CardToken"/> text, opaque to the surface; null when the card is closed.</summary>
    public string? Token { get; init; }

    /// <summary>What the catalog calls each parameter, by name; a parameter without an entry is shown by its name.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Names of people as the catalog has them; a person without an entry is shown by id.</summary>
    public IReadOnlyDictionary<PersonId, string> Names { get; init; } = new Dictionary<PersonId, string>();

    /// <summary>Whether the request was decided on paper only, which the card says instead of offering buttons.</summary>
    public bool IsShadow { get; init; }

    /// <summary>Set on a card of an earlier revision: who or what took its place, in one sentence. The card goes on showing what stood on it.</summary>
    public string? Superseded { get; init; }

    /// <summary>Names of parameters that an approver may narrow.</summary>
    public IReadOnlyList<string> Editable { get; init; } = [];

    /// <summary>What stands around the request: precedents, related requests, claims, flags, questions.</summary>
    public CardNotes Notes { get; init; } = CardNotes.None;

    /// <summary>Offers the undoing of what was executed; null when the person may not, or it cannot be.</summary>
    public UndoOffer? Undo { get; init; }

    /// <summary>The request that undid it, or is under way to; null when there is none.</summary>
    public string? UndoneBy { get; init; }

    /// <summary>The rule that sent it to people; null when no rule covered it.</summary>
    public string? Rule { get; init; }

    /// <summary>Whether the catalog is a sandbox, which every card says.</summary>
    public bool IsSandbox { get; init; }
}
