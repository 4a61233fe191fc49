namespace Hitl.Client.Slack;

/// <summary>One thing that was looked at.</summary>
/// <param name="About">What: <c>token</c>, <c>scopes</c>, <c>transport</c>, or a person's id.</param>
/// <param name="Is"><c>good</c>, <c>bad</c> or <c>unknown</c>: not being able to find out is neither.</param>
/// <param name="Sentence">One sentence, with what to do.</param>
public sealed record SlackFinding(string About, string Is, string Sentence);
