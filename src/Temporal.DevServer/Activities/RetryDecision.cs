using Temporal.DevServer.State;
using Temporalio.Api.Failure.V1;

namespace Temporal.DevServer.Activities;

/// <summary>Whether a failed attempt is tried again, and after what wait.</summary>
/// <param name="State"><see cref="RetryState.InProgress"/> when it is; otherwise why not.</param>
/// <param name="Delay">Wait before the next attempt, in ticks.</param>
internal readonly record struct RetryDecision(RetryState State, long Delay)
{
    private const long DefaultInitial = Ticks.Second;
    private const double DefaultCoefficient = 2;
    private const int DefaultMaximumFactor = 100;

    internal bool Retries => State == RetryState.InProgress;

    /// <param name="policy">With all defaults filled in.</param>
    /// <param name="attempt">The attempt that failed, from 1.</param>
    /// <param name="failure">How it failed.</param>
    /// <param name="now">Ticks.</param>
    /// <param name="deadline">Ticks by which everything must be over; zero for never.</param>
    internal static RetryDecision After(RetryPolicy? policy, int attempt, Failure failure, long now, long deadline)
    {
        if (policy is null) return new(RetryState.RetryPolicyNotSet, 0);
        if (!IsRetryable(failure, policy)) return new(RetryState.NonRetryableFailure, 0);
        if (policy.MaximumAttempts > 0 && attempt >= policy.MaximumAttempts) return new(RetryState.MaximumAttemptsReached, 0);

        var asked = Ticks.From(failure.ApplicationFailureInfo?.NextRetryDelay);
        var delay = asked > 0 ? asked : Interval(policy, attempt);
        return deadline > 0 && now + delay >= deadline ? new(RetryState.Timeout, 0) : new(RetryState.InProgress, delay);
    }

    /// <summary>The policy as history records it: every default spelled out.</summary>
    internal static RetryPolicy Fill(RetryPolicy? given)
    {
        var policy = given?.Clone() ?? new RetryPolicy();
        if (Ticks.From(policy.InitialInterval) == 0) policy.InitialInterval = Ticks.ToDuration(DefaultInitial);
        if (policy.BackoffCoefficient == 0) policy.BackoffCoefficient = DefaultCoefficient;
        if (Ticks.From(policy.MaximumInterval) == 0)
        {
            policy.MaximumInterval = Ticks.ToDuration(Ticks.From(policy.InitialInterval) * DefaultMaximumFactor);
        }
        return policy;
    }

    /// <summary>Null when the policy is allowed, else why not.</summary>
    internal static string? Validate(RetryPolicy? policy)
    {
        if (policy is null) return null;
        if (Ticks.From(policy.InitialInterval) < 0) return "InitialInterval cannot be negative on retry policy.";
        if (policy.BackoffCoefficient is not 0 and < 1) return "BackoffCoefficient cannot be less than 1 on retry policy.";
        if (Ticks.From(policy.MaximumInterval) < 0) return "MaximumInterval cannot be negative on retry policy.";
        if (policy.MaximumInterval is not null && Ticks.From(policy.MaximumInterval) is var max and > 0
            && max < Ticks.From(policy.InitialInterval))
        {
            return "MaximumInterval cannot be less than InitialInterval on retry policy.";
        }
        return policy.MaximumAttempts < 0 ? "MaximumAttempts cannot be negative on retry policy." : null;
    }

    private static long Interval(RetryPolicy policy, int attempt)
    {
        var maximum = (double)Ticks.From(policy.MaximumInterval);
        var interval = Ticks.From(policy.InitialInterval) * Math.Pow(policy.BackoffCoefficient, attempt - 1);
        return (long)(maximum > 0 ? Math.Min(interval, maximum) : Math.Min(interval, long.MaxValue / 4));
    }

    private static bool IsRetryable(Failure failure, RetryPolicy policy)
    {
        switch (failure.FailureInfoCase)
        {
            case Failure.FailureInfoOneofCase.TerminatedFailureInfo or Failure.FailureInfoOneofCase.CanceledFailureInfo:
                return false;
            case Failure.FailureInfoOneofCase.TimeoutFailureInfo:
                return failure.TimeoutFailureInfo.TimeoutType is TimeoutType.StartToClose or TimeoutType.Heartbeat
                    && !policy.NonRetryableErrorTypes.Contains($"TemporalTimeout:{failure.TimeoutFailureInfo.TimeoutType}");
            case Failure.FailureInfoOneofCase.ServerFailureInfo:
                return !failure.ServerFailureInfo.NonRetryable;
            case Failure.FailureInfoOneofCase.ApplicationFailureInfo:
                return !failure.ApplicationFailureInfo.NonRetryable
                    && !policy.NonRetryableErrorTypes.Contains(failure.ApplicationFailureInfo.Type);
            default:
                return true;
        }
    }
}
