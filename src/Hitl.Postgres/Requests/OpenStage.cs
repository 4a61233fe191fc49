using Hitl.Escalations.Ids;

namespace Hitl.Postgres.Requests;

/// <summary>What a list shows of a request's open stage.</summary>
/// <param name="Request">The request.</param>
/// <param name="Deadline">When the stage ends without a decision, UTC.</param>
/// <param name="AsksPerson">Whether it asks the person of the query, who has not decided.</param>
public sealed record OpenStage(RequestId Request, DateTimeOffset Deadline, bool AsksPerson);
