namespace Hitl.Governance.Catalogs;

/// <summary>State of a target that is read when an action is asked for and again right before anything is sent.</summary>
/// <param name="Name">Unique within the action.</param>
/// <param name="Label">What cards call it.</param>
/// <param name="Target">A target of the catalog.</param>
/// <param name="Read">Which state, by a name its connector knows.</param>
/// <param name="Arguments">Argument name to template, as for a step.</param>
/// <param name="Expect">The only value under which an actor may act alone; null for any.</param>
public sealed record GuardDefinition(string Name, string Label, string Target, string Read, IReadOnlyDictionary<string, string> Arguments, string? Expect);
