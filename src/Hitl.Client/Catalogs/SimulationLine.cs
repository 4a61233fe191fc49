namespace Hitl.Client.Catalogs;

/// <summary>Requests decided in one way before and in another after.</summary>
/// <param name="Action">The action.</param>
/// <param name="Actor">Who asked.</param>
/// <param name="Before">The answer before: <c>allowed</c>, <c>ask</c> or <c>refused</c>.</param>
/// <param name="RuleBefore">The rule that decided; null for none.</param>
/// <param name="After">The answer after.</param>
/// <param name="RuleAfter">The rule that would decide; null for none.</param>
/// <param name="Count">How many.</param>
/// <param name="Amounts">Their amounts together, by currency.</param>
/// <param name="Examples">Up to three of them.</param>
/// <param name="IsGain">Whether the actor may do more than before.</param>
public sealed record SimulationLine(
    string Action, string Actor, string Before, string? RuleBefore, string After, string? RuleAfter, int Count, IReadOnlyList<string> Amounts, IReadOnlyList<string> Examples, bool IsGain);
