using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Sdk.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Runtime;

/// <summary>The activities of a workflow.</summary>
internal sealed class ActivityCalls(WorkflowInstance workflow)
{
    private readonly Dictionary<string, ActivityCall> _pending = [];
    private int _started;

    internal Task<TResult> ExecuteAsync<TResult>(string activity, IReadOnlyCollection<object?> arguments, ActivityOptions options)
    {
        if (options.StartToCloseTimeout is null && options.ScheduleToCloseTimeout is null)
        {
            throw new ArgumentException("Either StartToCloseTimeout or ScheduleToCloseTimeout is required.", nameof(options));
        }

        var cancel = options.CancellationToken ?? workflow.CancellationToken;
        if (cancel.IsCancellationRequested)
        {
            return Task.FromException<TResult>(new CanceledFailureException("Activity cancelled before scheduled"));
        }

        var call = Schedule(activity, arguments, options);
        return workflow.Scheduler.StartAsync(async () =>
        {
            using var registration = cancel.Register(() => Cancel(call));
            return ResultOf<TResult>(await call.Resolved.Task.ConfigureAwait(true));
        });
    }

    /// <summary>History tells under which event an activity is scheduled; cancelling it needs that.</summary>
    internal void Recorded(string activityId, long scheduledEventId)
    {
        if (_pending.TryGetValue(activityId, out var call)) call.ScheduledEventId = scheduledEventId;
    }

    internal void Resolve(ActivationJob.ResolveActivity resolution)
    {
        // Without a waiter it was given up before: cancelled without waiting, or abandoned.
        if (_pending.Remove(resolution.ActivityId, out var call)) call.Resolved.TrySetResult(resolution);
    }

    private TResult ResultOf<TResult>(ActivationJob.ResolveActivity resolution)
    {
        if (resolution.Failure is { } failure) throw workflow.FailureConverter.ToException(failure, workflow.PayloadConverter);
        return typeof(TResult) == typeof(ValueTuple) || resolution.Result is null
            ? default!
            : workflow.PayloadConverter.ToValue<TResult>(resolution.Result);
    }

    private ActivityCall Schedule(string activity, IReadOnlyCollection<object?> arguments, ActivityOptions options)
    {
        var number = (++_started).ToString(CultureInfo.InvariantCulture);
        var attributes = new ScheduleActivityTaskCommandAttributes
        {
            ActivityId = options.ActivityId ?? number,
            ActivityType = new ActivityType { Name = activity },
            TaskQueue = new TaskQueue { Name = options.TaskQueue ?? workflow.Info.TaskQueue },
            Input = new Payloads { Payloads_ = { workflow.PayloadConverter.ToPayloads(arguments) } },
            RetryPolicy = options.RetryPolicy?.ToProto(),
            ScheduleToCloseTimeout = ToDuration(options.ScheduleToCloseTimeout),
            ScheduleToStartTimeout = ToDuration(options.ScheduleToStartTimeout),
            StartToCloseTimeout = ToDuration(options.StartToCloseTimeout),
            HeartbeatTimeout = ToDuration(options.HeartbeatTimeout),
            Priority = options.Priority?.ToProto(),
        };
        var command = workflow.Commands.Add(new Command
        {
            CommandType = CommandType.ScheduleActivityTask,
            ScheduleActivityTaskCommandAttributes = attributes,
            UserMetadata = options.Summary is { } summary
                ? new UserMetadata { Summary = workflow.PayloadConverter.ToPayload(summary) }
                : null,
        });
        return _pending[attributes.ActivityId] = new ActivityCall(attributes, options.CancellationType, command);
    }

    private void Cancel(ActivityCall call)
    {
        if (!_pending.ContainsKey(call.ActivityId)) return;
        var neverSent = workflow.Commands.Withdraw(call.Command);
        if (!neverSent && call.CancellationType != ActivityCancellationType.Abandon) RequestCancel(call);
        if (!neverSent && call.CancellationType == ActivityCancellationType.WaitCancellationCompleted) return;
        workflow.ApplyNext(new ActivationJob.ResolveActivity(call.ActivityId, null, ActivityFailures.Canceled(call)));
    }

    private void RequestCancel(ActivityCall call) => workflow.Commands.Add(new Command
    {
        CommandType = CommandType.RequestCancelActivityTask,
        RequestCancelActivityTaskCommandAttributes = new RequestCancelActivityTaskCommandAttributes { ScheduledEventId = call.ScheduledEventId },
    });

    private static Duration? ToDuration(TimeSpan? time) => time is { } given ? Duration.FromTimeSpan(given) : null;
}
