using Hitl.Escalations.Ids;

namespace Hitl.Escalations.Cards;

/// <summary>What an approver asked the agent, and its answer. Both are data of bounded length: never an instruction to either.</summary>
/// <param name="Id">Names the question.</param>
/// <param name="Request">The request it is about.</param>
/// <param name="Person">Who asked.</param>
/// <param name="Text">The question, at most <see cref="LongestText"/> characters.</param>
/// <param name="AskedAt">When, UTC.</param>
/// <param name="Answer">The agent's answer, at most <see cref="LongestAnswer"/> characters; null while there is none.</param>
/// <param name="AnsweredAt">When it was answered, UTC.</param>
public sealed record AskedQuestion(
    Guid Id, RequestId Request, PersonId Person, string Text, DateTimeOffset AskedAt, string? Answer, DateTimeOffset? AnsweredAt)
{
    /// <summary>Longest question in characters.</summary>
    public const int LongestText = 500;

    /// <summary>Longest answer in characters.</summary>
    public const int LongestAnswer = 2_000;

    /// <summary>Most questions one request can have.</summary>
    public const int MostPerRequest = 10;
}
