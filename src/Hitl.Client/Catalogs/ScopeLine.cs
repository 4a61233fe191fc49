namespace Hitl.Client.Catalogs;

/// <summary>One line of the scope.</summary>
/// <param name="Actor">Who.</param>
/// <param name="Action">What.</param>
/// <param name="Rule">By which rule; <c>(no rule)</c> for what none covers.</param>
/// <param name="Effect"><c>alone</c>, <c>with people</c>, <c>never</c> or <c>refused</c>.</param>
/// <param name="Amounts">Ranges; empty for any.</param>
/// <param name="Bounds">Every other bound.</param>
/// <param name="People">Who is asked.</param>
/// <param name="Limits">Cumulative limits that count it.</param>
/// <param name="Risk">Risk class.</param>
/// <param name="Reversibility">Reversibility class.</param>
public sealed record ScopeLine(
    string Actor, string Action, string Rule, string Effect, string Amounts, IReadOnlyList<string> Bounds, string People, IReadOnlyList<string> Limits, string Risk, string Reversibility);
