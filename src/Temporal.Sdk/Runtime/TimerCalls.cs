using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Sdk.V1;
using Temporalio.Runtime.Machines;
using Temporalio.Workflows;

namespace Temporalio.Runtime;

/// <summary>The timers of a workflow.</summary>
internal sealed class TimerCalls(WorkflowInstance workflow)
{
    private readonly Dictionary<string, TaskCompletionSource> _pending = [];
    private readonly HashSet<string> _firing = [];
    private int _started;

    internal Task DelayAsync(DelayOptions options)
    {
        var cancel = options.CancellationToken ?? workflow.CancellationToken;
        if (cancel.IsCancellationRequested) return Task.FromCanceled(cancel);
        var delay = options.Delay;
        if (delay < TimeSpan.Zero && delay != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentException("Delay duration cannot be less than 0", nameof(options));
        }

        var fired = new TaskCompletionSource();
        (string Id, PendingCommand Command)? timer = delay == Timeout.InfiniteTimeSpan
            ? null
            : Start(delay == TimeSpan.Zero ? TimeSpan.FromMilliseconds(1) : delay, options.Summary, fired);
        return workflow.Scheduler.StartAsync(async () =>
        {
            using var registration = cancel.Register(() =>
            {
                if (fired.TrySetCanceled(cancel) && timer is { } running) Cancel(running.Id, running.Command);
            });
            await fired.Task.ConfigureAwait(true);
        });
    }

    /// <summary>History says that the timer fired, and the workflow is about to hear of it: the server would refuse to cancel it.</summary>
    internal void Foresee(string timerId) => _firing.Add(timerId);

    internal void Fire(string timerId)
    {
        _firing.Remove(timerId);
        // Cancelled by what the same task told before; then nobody waits for it any more.
        if (!_pending.Remove(timerId, out var fired))
        {
            TimerMachine.Table.Take(TimerMachine.Phase.None, TimerMachine.Step.FireLate, TimerMachine.Phase.None);
            return;
        }
        TimerMachine.Table.Take(TimerMachine.Phase.Waiting, TimerMachine.Step.Fire, TimerMachine.Phase.None);
        fired.TrySetResult();
    }

    private (string Id, PendingCommand Command) Start(TimeSpan delay, string? summary, TaskCompletionSource fired)
    {
        var id = (++_started).ToString(CultureInfo.InvariantCulture);
        _pending[id] = fired;
        var command = new Command
        {
            CommandType = CommandType.StartTimer,
            StartTimerCommandAttributes = new StartTimerCommandAttributes
            {
                TimerId = id,
                StartToFireTimeout = Duration.FromTimeSpan(delay),
            },
            UserMetadata = summary is null ? null : new UserMetadata { Summary = workflow.PayloadConverter.ToPayload(summary) },
        };
        var added = workflow.Commands.Add(command);
        TimerMachine.Table.Take(TimerMachine.Phase.None, TimerMachine.Step.Start, TimerMachine.Phase.Waiting);
        return (id, added);
    }

    private void Cancel(string timerId, PendingCommand start)
    {
        if (!_pending.Remove(timerId)) return;
        if (_firing.Contains(timerId))
        {
            TimerMachine.Table.Take(TimerMachine.Phase.Waiting, TimerMachine.Step.CancelLate, TimerMachine.Phase.None);
            return;
        }

        var neverSent = workflow.Commands.Withdraw(start);
        TimerMachine.Table.Take(TimerMachine.Phase.Waiting, neverSent ? TimerMachine.Step.Withdraw : TimerMachine.Step.Cancel, TimerMachine.Phase.None);
        if (neverSent) return;
        workflow.Commands.Add(new Command
        {
            CommandType = CommandType.CancelTimer,
            CancelTimerCommandAttributes = new CancelTimerCommandAttributes { TimerId = timerId },
        });
    }
}
