using System.Text.Json.Nodes;

namespace Hitl.Client.Requests;

/// <summary>A request as its agent and people see it.</summary>
public sealed record RequestView
{
    /// <summary>Names the request: <c>req_</c> and 26 characters.</summary>
    public required string Id { get; init; }

    /// <summary>The revision, from 1.</summary>
    public required int Revision { get; init; }

    /// <summary>
    /// <c>received</c>, <c>deciding</c>, <c>approved</c>, <c>executing</c>, <c>compensating</c>, <c>waiting_for_ops</c>; final: <c>executed</c>,
    /// <c>compensated</c>, <c>partly_compensated</c>, <c>compensation_failed</c>, <c>irreversible</c>, <c>unknown</c>, <c>never_executed</c>, <c>refused</c>, <c>denied</c>, <c>expired</c>, <c>withdrawn</c>.
    /// </summary>
    public required string State { get; init; }

    /// <summary>Whether the state is never left again.</summary>
    public required bool IsFinal { get; init; }

    /// <summary>When it entered the state, UTC.</summary>
    public required DateTimeOffset StateSince { get; init; }

    /// <summary>One sentence on how it ended or why it waits; null before that.</summary>
    public string? Outcome { get; init; }

    /// <summary>Who asked.</summary>
    public required string Actor { get; init; }

    /// <summary>The agent's release.</summary>
    public AgentBody? Agent { get; init; }

    /// <summary>The person the agent acts for.</summary>
    public string? OnBehalfOf { get; init; }

    /// <summary>The action.</summary>
    public required string Action { get; init; }

    /// <summary>The action in words, from the catalog.</summary>
    public required string Title { get; init; }

    /// <summary>The customer.</summary>
    public required CustomerBody Customer { get; init; }

    /// <summary>The channel.</summary>
    public required string Channel { get; init; }

    /// <summary>Minor units; null for an action without an amount.</summary>
    public long? Amount { get; init; }

    /// <summary>ISO 4217 code.</summary>
    public string? Currency { get; init; }

    /// <summary>The amount as people write it, such as <c>420.00 USD</c>.</summary>
    public string? AmountText { get; init; }

    /// <summary>The parameters as accepted.</summary>
    public required JsonObject Parameters { get; init; }

    /// <summary>The agent's words, unchecked.</summary>
    public string Rationale { get; init; } = "";

    /// <summary>What the agent points to, unchecked.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];

    /// <summary>When the door accepted it, UTC.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The catalog version it is decided under, 64 hex digits.</summary>
    public required string CatalogDigest { get; init; }

    /// <summary>Digest of the consent record; null before evaluation and when refused.</summary>
    public string? Digest { get; init; }

    /// <summary>The catalog's answer; null before evaluation.</summary>
    public EvaluationView? Evaluation { get; init; }

    /// <summary>The stages so far, in order.</summary>
    public IReadOnlyList<StageView> Stages { get; init; } = [];

    /// <summary>The decisions so far, in the order committed.</summary>
    public IReadOnlyList<DecisionView> Decisions { get; init; } = [];

    /// <summary>Reasons to deny it that the catalog offers, in its order.</summary>
    public IReadOnlyList<DenyReasonView> DenyReasons { get; init; } = [];

    /// <summary>What was proposed before approvers narrowed it, oldest first; empty while nobody has. What stands above is what people agree to, and <see cref="Effects"/> is what was sent.</summary>
    public IReadOnlyList<RevisionView> Before { get; init; } = [];

    /// <summary>Questions of approvers to the agent, oldest first.</summary>
    public IReadOnlyList<QuestionView> Questions { get; init; } = [];

    /// <summary>The request that this one undoes; null when it undoes none.</summary>
    public string? Undoes { get; init; }

    /// <summary>The request that undid this one, or is under way to; null when there is none.</summary>
    public string? UndoneBy { get; init; }

    /// <summary>What was sent to targets, in the order first intended.</summary>
    public IReadOnlyList<EffectView> Effects { get; init; } = [];
}
