using Temporalio.Api.Common.V1;
using Temporalio.Api.Failure.V1;

namespace Temporalio.Runtime;

/// <summary>How a local activity ended: with a result, which may be none, a failure, or a wait that the workflow has to do itself.</summary>
/// <param name="Result">The result, not encoded.</param>
/// <param name="Failure">The activity failure, with what happened as its cause.</param>
/// <param name="Attempt">The last attempt made.</param>
/// <param name="Backoff">The wait before the next attempt, if that is too long to be done inside a workflow task.</param>
internal sealed record LocalActivityOutcome(Payload? Result, Failure? Failure, int Attempt, TimeSpan? Backoff = null);
