namespace Hitl.Client.Requests;

/// <summary>State of a target that people were shown, and that must be the same right before anything is sent.</summary>
/// <param name="Name">The guard's name in the catalog.</param>
/// <param name="Label">What cards call it.</param>
/// <param name="Target">The target.</param>
/// <param name="Read">Which state.</param>
/// <param name="Value">The state as shown; null when it could not be read.</param>
public sealed record GuardView(string Name, string Label, string Target, string Read, string? Value);
