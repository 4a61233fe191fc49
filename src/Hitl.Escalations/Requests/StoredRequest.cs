namespace Hitl.Escalations.Requests;

/// <summary>A request as stored, with everything known of it at one moment.</summary>
/// <param name="Request">What was asked.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Evaluation">The catalog's answer; null before evaluation.</param>
/// <param name="Digest">Digest of the consent record; null when there is none.</param>
/// <param name="Outcome">One sentence on how it ended or why it waits; null before that.</param>
/// <param name="WithdrawnAt">When the agent withdrew it, UTC.</param>
/// <param name="StateSince">When it entered its state, UTC.</param>
public sealed record StoredRequest(
    ActionRequest Request,
    RequestState State,
    Evaluation? Evaluation,
    string? Digest,
    string? Outcome,
    DateTimeOffset? WithdrawnAt,
    DateTimeOffset StateSince);
