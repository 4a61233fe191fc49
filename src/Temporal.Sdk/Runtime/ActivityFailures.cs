using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Runtime;

/// <summary>How the end of an activity looks to its workflow: an activity failure with what happened as its cause.</summary>
internal static class ActivityFailures
{
    internal static Failure Canceled(ActivityCall call) => Create(
        "Activity cancelled",
        new Failure { Message = "Activity cancelled", CanceledFailureInfo = new CanceledFailureInfo() },
        new ActivityFailureInfo
        {
            ScheduledEventId = call.ScheduledEventId,
            ActivityId = call.ActivityId,
            ActivityType = new ActivityType { Name = call.ActivityType },
            RetryState = RetryState.CancelRequested,
        });

    internal static Failure From(ActivityTaskCanceledEventAttributes ended, ScheduledActivity activity) => Create(
        "Activity cancelled",
        new Failure { Message = "Activity cancelled", CanceledFailureInfo = new CanceledFailureInfo { Details = ended.Details } },
        Info(activity, ended.StartedEventId, ended.Identity, RetryState.CancelRequested));

    internal static Failure From(ActivityTaskFailedEventAttributes ended, ScheduledActivity activity) => Create(
        "Activity task failed", ended.Failure, Info(activity, ended.StartedEventId, ended.Identity, ended.RetryState));

    internal static Failure From(ActivityTaskTimedOutEventAttributes ended, ScheduledActivity activity) => Create(
        "Activity task timed out", ended.Failure, Info(activity, ended.StartedEventId, "", ended.RetryState));

    private static Failure Create(string message, Failure cause, ActivityFailureInfo info) =>
        new() { Message = message, Cause = cause, ActivityFailureInfo = info };

    private static ActivityFailureInfo Info(ScheduledActivity activity, long startedEventId, string identity, RetryState retryState) => new()
    {
        ScheduledEventId = activity.ScheduledEventId,
        StartedEventId = startedEventId,
        Identity = identity,
        ActivityId = activity.ActivityId,
        ActivityType = new ActivityType { Name = activity.ActivityType },
        RetryState = retryState,
    };
}
