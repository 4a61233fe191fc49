using Hitl.Escalations.Ids;

namespace Hitl.Escalations.Stages;

/// <summary>Names one stage of one revision of one request.</summary>
/// <param name="Request">The request.</param>
/// <param name="Revision">Its revision, from 1.</param>
/// <param name="Ordinal">The stage's place in the path, from 1.</param>
public sealed record StageKey(RequestId Request, int Revision, int Ordinal);
