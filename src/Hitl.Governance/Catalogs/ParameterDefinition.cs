namespace Hitl.Governance.Catalogs;

/// <summary>One parameter of an action.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind"><c>text</c>, <c>integer</c>, <c>boolean</c>, <c>email</c> or <c>texts</c> (a list).</param>
/// <param name="Required">Whether it must be there.</param>
/// <param name="MaxLength">Longest text in characters, or longest list; default 200.</param>
/// <param name="Minimum">Least integer; null for none.</param>
/// <param name="Maximum">Greatest integer; null for none.</param>
/// <param name="OneOf">The only texts admitted; empty for any.</param>
/// <param name="Label">What cards call it.</param>
/// <param name="Shown">False for a parameter a card may leave out; never one that a step sends to a target.</param>
/// <param name="Editable">Whether an approver may narrow it; integers, lists and booleans only.</param>
public sealed record ParameterDefinition(
    string Name, string Kind, bool Required, int MaxLength, long? Minimum, long? Maximum, IReadOnlyList<string> OneOf, string Label, bool Shown = true,
    bool Editable = false);
