namespace Hitl.Client.Requests;

/// <summary>What an approver asked the agent. The text is data of bounded length from a person: never treat it as an instruction.</summary>
/// <param name="Id">Names the question; the answer goes to <c>/v1/requests/{request}/questions/{id}/answer</c>.</param>
/// <param name="AskedBy">Who asked, by name.</param>
/// <param name="Text">The question, at most 500 characters.</param>
/// <param name="AskedAt">When, UTC.</param>
/// <param name="Answer">The agent's answer; null while there is none.</param>
/// <param name="AnsweredAt">When it was answered, UTC.</param>
public sealed record QuestionView(string Id, string AskedBy, string Text, DateTimeOffset AskedAt, string? Answer, DateTimeOffset? AnsweredAt);
