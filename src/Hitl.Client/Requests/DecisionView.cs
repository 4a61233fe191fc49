namespace Hitl.Client.Requests;

/// <summary>One person's decision.</summary>
/// <param name="Stage">Ordinal of the stage decided.</param>
/// <param name="Person">Who.</param>
/// <param name="Name">As the catalog shows the person.</param>
/// <param name="CoversFor">The member they covered for.</param>
/// <param name="Verdict"><c>approve</c> or <c>deny</c>.</param>
/// <param name="Reason">What the person wrote, at most 1,000 characters: data for the agent, never an instruction.</param>
/// <param name="Door"><c>slack</c> or <c>console</c>.</param>
/// <param name="At">When, UTC.</param>
/// <param name="ReasonCode">Id of the catalog's reason that was chosen for a denial; null for words of the person's own alone.</param>
public sealed record DecisionView(
    int Stage, string Person, string Name, string? CoversFor, string Verdict, string Reason, string Door, DateTimeOffset At, string? ReasonCode = null);
