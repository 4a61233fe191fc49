namespace Hitl.Client.Requests;

/// <summary>The agent's answer to an approver's question.</summary>
/// <param name="Answer">1 to 2,000 characters; shown to people as unchecked words of the agent.</param>
public sealed record AnswerBody(string Answer);
