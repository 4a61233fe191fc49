using Temporalio.Api.Common.V1;
using Temporalio.Api.Failure.V1;

namespace Temporalio.Worker;

/// <summary>How an attempt of an activity ended.</summary>
internal abstract record ActivityOutcome
{
    private ActivityOutcome()
    {
    }

    internal sealed record Completed(Payload Result) : ActivityOutcome;

    internal sealed record Failed(Failure Failure) : ActivityOutcome;

    internal sealed record Cancelled : ActivityOutcome;

    /// <summary>There is nothing to answer: it will be finished from elsewhere, or the server has given it up.</summary>
    internal sealed record Unanswered : ActivityOutcome;
}
