using Hitl.Escalations.Ids;

namespace Hitl.Escalations.Decisions;

/// <summary>Why a click does not count. Told only to the person who clicked; recorded; it changes nothing.</summary>
/// <param name="Code">Stable code, from <see cref="DecisionRefusals"/>.</param>
/// <param name="Message">What the person reads: what is wrong and what they can do.</param>
/// <param name="WhoCan">Who may decide instead, when that helps.</param>
public sealed record DecisionRefusal(string Code, string Message, IReadOnlyList<PersonId> WhoCan);
