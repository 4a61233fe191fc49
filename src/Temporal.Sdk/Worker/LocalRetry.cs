using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using RetryPolicy = Temporalio.Common.RetryPolicy;

namespace Temporalio.Worker;

/// <summary>Whether and when a failed local activity is tried again; the rules are the server's for other activities.</summary>
internal static class LocalRetry
{
    /// <summary>The decision; <see cref="RetryState.InProgress"/> with the wait if it is tried again.</summary>
    internal static (RetryState State, TimeSpan Wait) After(Failure failure, RetryPolicy policy, int attempt, TimeSpan? left)
    {
        var application = failure.ApplicationFailureInfo;
        var isHopeless = application?.NonRetryable == true
            || (application is not null && policy.NonRetryableErrorTypes?.Contains(application.Type) == true);
        if (isHopeless) return (RetryState.NonRetryableFailure, TimeSpan.Zero);
        if (policy.MaximumAttempts > 0 && attempt >= policy.MaximumAttempts) return (RetryState.MaximumAttemptsReached, TimeSpan.Zero);
        var wait = application?.NextRetryDelay?.ToTimeSpan() ?? Grown(policy, attempt);
        return wait >= left ? (RetryState.Timeout, TimeSpan.Zero) : (RetryState.InProgress, wait);
    }

    private static TimeSpan Grown(RetryPolicy policy, int attempt)
    {
        var longest = policy.MaximumInterval ?? (policy.InitialInterval * 100);
        var seconds = policy.InitialInterval.TotalSeconds * Math.Pow(policy.BackoffCoefficient, attempt - 1);
        return seconds < longest.TotalSeconds ? TimeSpan.FromSeconds(seconds) : longest;
    }
}
