namespace Hitl.Client.Catalogs;

/// <summary>One finding.</summary>
/// <param name="Kind"><c>unused</c>, <c>shadowed</c>, <c>overlapping</c> or <c>unneeded-authority</c>.</param>
/// <param name="Action">The action.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Text">In one sentence.</param>
public sealed record ReviewLine(string Kind, string Action, string Rule, string Text);
