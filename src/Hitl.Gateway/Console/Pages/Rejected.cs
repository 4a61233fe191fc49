using Hitl.Client.Problems;
using Hitl.Client.Requests;

namespace Hitl.Gateway.Console.Pages;

/// <summary>A decision that did not count, with what was typed, so that nobody types it twice.</summary>
/// <param name="Problem">Why it did not count.</param>
/// <param name="Typed">What was typed.</param>
public sealed record Rejected(Problem Problem, DecideBody Typed);
