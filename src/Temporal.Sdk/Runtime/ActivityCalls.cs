using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Runtime.Machines;
using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace Temporalio.Runtime;

/// <summary>The activities of a workflow.</summary>
internal sealed class ActivityCalls(WorkflowInstance workflow)
{
    private readonly Dictionary<string, ActivityCall> _pending = [];
    private int _started;

    /// <summary>The next place among all activities, local ones included.</summary>
    internal int NextNumber() => ++_started;

    internal Task<TResult> ExecuteAsync<TResult>(ScheduleActivityInput input)
    {
        var options = input.Options;
        if (options.StartToCloseTimeout is null && options.ScheduleToCloseTimeout is null)
        {
            throw new ArgumentException("Either StartToCloseTimeout or ScheduleToCloseTimeout is required.", nameof(input));
        }

        var cancel = options.CancellationToken ?? workflow.CancellationToken;
        if (cancel.IsCancellationRequested)
        {
            return Task.FromException<TResult>(new CanceledFailureException("Activity cancelled before scheduled"));
        }

        var call = Schedule(input, options);
        return workflow.Scheduler.StartAsync(async () =>
        {
            using var registration = cancel.Register(() => Cancel(call));
            return ResultOf<TResult>(call.Converter, await call.Resolved.Task.ConfigureAwait(true));
        });
    }

    /// <summary>History tells under which event an activity is scheduled; cancelling it needs that.</summary>
    internal void Recorded(string activityId, long scheduledEventId)
    {
        if (_pending.TryGetValue(activityId, out var call)) call.ScheduledEventId = scheduledEventId;
    }

    /// <summary>The workflow is about to hear how the activity ended: the server would refuse to cancel it.</summary>
    internal void Foresee(string activityId)
    {
        if (_pending.TryGetValue(activityId, out var call)) call.IsEnding = true;
    }

    internal void Resolve(ActivationJob.ResolveActivity resolution)
    {
        // Without a waiter it was given up before: cancelled without waiting, or abandoned.
        if (!_pending.Remove(resolution.ActivityId, out var call)) return;
        call.Step(ActivityMachine.Step.Resolve, ActivityMachine.Phase.Resolved);
        call.Resolved.TrySetResult(resolution);
    }

    private static TResult ResultOf<TResult>(DataConverter converter, ActivationJob.ResolveActivity resolution)
    {
        if (resolution.Failure is { } failure) throw converter.FailureConverter.ToException(failure, converter.PayloadConverter);
        return typeof(TResult) == typeof(ValueTuple) || resolution.Result is null
            ? default!
            : converter.PayloadConverter.ToValue<TResult>(resolution.Result);
    }

    private ActivityCall Schedule(ScheduleActivityInput input, ActivityOptions options)
    {
        var number = NextNumber().ToString(CultureInfo.InvariantCulture);
        var queue = options.TaskQueue ?? workflow.Info.TaskQueue;
        var converter = workflow.ConverterOf(input.Activity, queue, isLocal: false);
        var attributes = new ScheduleActivityTaskCommandAttributes
        {
            ActivityId = options.ActivityId ?? number,
            ActivityType = new ActivityType { Name = input.Activity },
            TaskQueue = new TaskQueue { Name = queue },
            Input = new Payloads { Payloads_ = { converter.PayloadConverter.ToPayloads(input.Args) } },
            RetryPolicy = options.RetryPolicy?.ToProto(),
            ScheduleToCloseTimeout = ToDuration(options.ScheduleToCloseTimeout),
            ScheduleToStartTimeout = ToDuration(options.ScheduleToStartTimeout),
            StartToCloseTimeout = ToDuration(options.StartToCloseTimeout),
            HeartbeatTimeout = ToDuration(options.HeartbeatTimeout),
            Priority = options.Priority?.ToProto(),
            Header = Headers.Of(input.Headers),
            RequestEagerExecution = !options.DisableEagerActivityExecution,
        };
        var command = workflow.Commands.Add(new Command
        {
            CommandType = CommandType.ScheduleActivityTask,
            ScheduleActivityTaskCommandAttributes = attributes,
            UserMetadata = workflow.MetadataOf(options.Summary),
        });
        var call = _pending[attributes.ActivityId] = new ActivityCall(attributes, options.CancellationType, command, converter);
        call.Step(ActivityMachine.Step.Schedule, ActivityMachine.Phase.Waiting);
        return call;
    }

    private void Cancel(ActivityCall call)
    {
        if (call.IsEnding || !_pending.ContainsKey(call.ActivityId)) return;
        var neverSent = workflow.Commands.Withdraw(call.Command);
        if (!neverSent && call.CancellationType != ActivityCancellationType.Abandon) RequestCancel(call);
        if (!neverSent && call.CancellationType == ActivityCancellationType.WaitCancellationCompleted)
        {
            call.Step(ActivityMachine.Step.CancelAndWait, ActivityMachine.Phase.Canceling);
            return;
        }
        var abandons = call.CancellationType == ActivityCancellationType.Abandon;
        call.Step(neverSent ? ActivityMachine.Step.Withdraw : abandons ? ActivityMachine.Step.Abandon : ActivityMachine.Step.TryCancel, ActivityMachine.Phase.GivenUp);
        workflow.ApplyNext(new ActivationJob.ResolveActivity(call.ActivityId, null, ActivityFailures.Canceled(call)));
    }

    private void RequestCancel(ActivityCall call) => workflow.Commands.Add(new Command
    {
        CommandType = CommandType.RequestCancelActivityTask,
        RequestCancelActivityTaskCommandAttributes = new RequestCancelActivityTaskCommandAttributes { ScheduledEventId = call.ScheduledEventId },
    });

    private static Duration? ToDuration(TimeSpan? time) => time is { } given ? Duration.FromTimeSpan(given) : null;
}
