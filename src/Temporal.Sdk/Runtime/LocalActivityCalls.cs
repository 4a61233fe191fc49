using System.Globalization;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Runtime.Machines;
using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace Temporalio.Runtime;

/// <summary>The local activities of a workflow: run inside its tasks, kept in history as markers.</summary>
internal sealed class LocalActivityCalls(WorkflowInstance workflow, ILocalActivityExecutor? executor)
{
    private readonly Dictionary<int, LocalActivityCall> _pending = [];
    private List<LocalActivityCall> _new = [];

    /// <summary>Whether the workflow waits for any.</summary>
    internal bool Any => _pending.Count > 0;

    internal Task<TResult> ExecuteAsync<TResult>(ScheduleLocalActivityInput input)
    {
        var options = input.Options;
        if (options.StartToCloseTimeout is null && options.ScheduleToCloseTimeout is null)
        {
            throw new ArgumentException("Activity options must have StartToCloseTimeout or ScheduleToCloseTimeout", nameof(input));
        }

        var cancel = options.CancellationToken ?? workflow.CancellationToken;
        if (cancel.IsCancellationRequested)
        {
            return Task.FromException<TResult>(new CanceledFailureException("Activity cancelled before scheduled"));
        }

        // A replayer runs none, so there it may be of any type.
        executor?.EnsureKnown(input.Activity);
        var converter = workflow.ConverterOf(input.Activity, workflow.Info.TaskQueue, isLocal: true);
        var arguments = converter.PayloadConverter.ToPayloads(input.Args);
        var call = Schedule(input, arguments, 1, workflow.UtcNow);
        return workflow.Scheduler.StartAsync(() => WaitAsync<TResult>(input, converter, call, cancel));
    }

    /// <summary>The ones asked for since the last call.</summary>
    internal IReadOnlyList<LocalActivityCall> TakeNew()
    {
        var taken = _new;
        _new = [];
        return taken;
    }

    /// <summary>Resolves one; false if the workflow does not wait for it.</summary>
    internal bool Resolve(int number, LocalActivityOutcome outcome, DateTime completeTime)
    {
        if (!_pending.Remove(number, out var call)) return false;
        _new.Remove(call);
        workflow.Commands.Add(LocalActivityMarkers.Create(call, outcome, completeTime));
        if (outcome.Backoff is not null) call.Step(LocalActivityMachine.Step.BackOff, LocalActivityMachine.Phase.BackingOff);
        else call.Step(outcome.Failure is null ? LocalActivityMachine.Step.Complete : LocalActivityMachine.Step.Fail, LocalActivityMachine.Phase.Ended);
        call.Resolved.TrySetResult(outcome);
        return true;
    }

    private async Task<TResult> WaitAsync<TResult>(ScheduleLocalActivityInput input, DataConverter converter, LocalActivityCall call, CancellationToken cancel)
    {
        while (true)
        {
            LocalActivityOutcome outcome;
            using (cancel.Register(() => Cancel(call)))
            {
                outcome = await call.Resolved.Task.ConfigureAwait(true);
            }

            if (outcome.Backoff is not { } wait) return ResultOf<TResult>(converter, outcome);
            await BackOffAsync(call, wait, cancel).ConfigureAwait(true);
            call = Schedule(input, call.Arguments, outcome.Attempt + 1, call.ScheduledTime);
        }
    }

    private async Task BackOffAsync(LocalActivityCall call, TimeSpan wait, CancellationToken cancel)
    {
        try
        {
            await workflow.Timers.DelayAsync(new DelayOptions(wait, cancellationToken: cancel)).ConfigureAwait(true);
        }
        catch
        {
            call.Step(LocalActivityMachine.Step.StopWaiting, LocalActivityMachine.Phase.Ended);
            throw;
        }
    }

    private LocalActivityCall Schedule(
        ScheduleLocalActivityInput input, IReadOnlyCollection<Payload> arguments, int attempt, DateTime scheduled)
    {
        workflow.Commands.EnsureWritable("scheduled local activities");
        var number = workflow.Activities.NextNumber();
        var call = new LocalActivityCall(
            number,
            input.Options.ActivityId ?? number.ToString(CultureInfo.InvariantCulture),
            input.Activity,
            arguments,
            input.Headers?.AsReadOnly(),
            input.Options,
            attempt,
            scheduled);
        call.Step(LocalActivityMachine.Step.Schedule, LocalActivityMachine.Phase.Waiting);
        _pending[number] = call;
        _new.Add(call);
        return call;
    }

    private static TResult ResultOf<TResult>(DataConverter converter, LocalActivityOutcome outcome)
    {
        if (outcome.Failure is { } failure) throw converter.FailureConverter.ToException(failure.Clone(), converter.PayloadConverter);
        return typeof(TResult) == typeof(ValueTuple) || outcome.Result is null
            ? default!
            : converter.PayloadConverter.ToValue<TResult>(outcome.Result);
    }

    private void Cancel(LocalActivityCall call)
    {
        if (call.Phase != LocalActivityMachine.Phase.Waiting) return;
        var step = StepFor(call);
        call.Step(step, LocalActivityMachine.Phase.Canceling);
        if (call.Options.CancellationType != ActivityCancellationType.Abandon) workflow.Scheduler.Outside(call.Cancellation.Cancel);

        // While replaying, the marker says when the cancellation took effect.
        if (step == LocalActivityMachine.Step.CancelAndWait || workflow.IsReplaying) return;
        var cancelled = new Failure { Message = "Activity cancelled", CanceledFailureInfo = new CanceledFailureInfo() };
        var outcome = new LocalActivityOutcome(null, LocalActivityMarkers.Wrap(call, cancelled, Api.Enums.V1.RetryState.CancelRequested), call.Attempt);
        workflow.ApplyNext(new ActivationJob.Run(() => Resolve(call.Number, outcome, workflow.UtcNow)));
    }

    private LocalActivityMachine.Step StepFor(LocalActivityCall call) => _new.Contains(call)
        ? LocalActivityMachine.Step.Withdraw
        : call.Options.CancellationType switch
        {
            ActivityCancellationType.Abandon => LocalActivityMachine.Step.Abandon,
            ActivityCancellationType.WaitCancellationCompleted => LocalActivityMachine.Step.CancelAndWait,
            _ => LocalActivityMachine.Step.TryCancel,
        };
}
