using Temporal.DevServer.Activities;
using Temporal.DevServer.Engine;
using Temporal.DevServer.State;
using Temporal.DevServer.Tasks;
using Temporal.DevServer.Updates;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Protocol.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Api.WorkflowService.V1;
using Any = Google.Protobuf.WellKnownTypes.Any;

namespace Temporal.Tests.DevServer.Simulation;

/// <summary>A life of one workflow: clients, workers, time and faults act at random; then everything heals and it must come to its end.</summary>
internal sealed class SimulatedLifetime(int seed)
{
    private readonly SimulatedWorld _world = new(seed);
    private readonly HashSet<string> _signalsConfirmed = [];
    private readonly List<string> _signalsSent = [];
    private int _names;

    internal string Kinds => string.Join(' ', _world.History.Select(e => e.EventType));

    private Random Random => _world.Random;

    private RunState Run => _world.Run;

    internal void Live()
    {
        for (var step = 0; step < 60 && Run.IsOpen; step++) Act();
        _world.FaultsPerMille = 0;
        _world.Crash();
        for (var step = 0; step < 400 && Run.IsOpen; step++) Settle();

        Assert.False(Run.IsOpen, $"It did not come to its end: {Kinds}");
        HistoryAssert.Holds([.. _world.History], _signalsConfirmed);
    }

    private void Act()
    {
        switch (Random.Next(20))
        {
            case 0 or 1 or 2: Signal(); break;
            case 3 or 4 or 5 or 6: Poll(); break;
            case 7 or 8 or 9 or 10: Complete(mayClose: Random.Next(6) == 0); break;
            case 11: FailTask(); break;
            case 12 or 13: OnActivity(); break;
            case 14 or 15: PassTime(); break;
            case 16: _world.Change(t => Signals.RequestCancel(t, "", "sim")); break;
            case 17 or 18: AdmitUpdate(); break;
            case 19 when Random.Next(3) == 0: _world.Crash(); break;
            default: AnswerUpdates(); break;
        }
    }

    private void Settle()
    {
        if (Run.WorkflowTask is { StartedEventId: 0 } && Run.WorkflowTask.NotBeforeTicks <= _world.Now) Poll();
        else if (Run.TaskIsStarted) Complete(mayClose: true);
        else if (Run.Activities.Count > 0 && Random.Next(2) == 0) OnActivity();
        else if (RunDeadlines.Next(Run, _world.Now) == long.MaxValue) Signal();
        else PassTime();
    }

    private void Signal()
    {
        // Now and then a caller that was told nothing asks again.
        var id = _signalsSent.Count > 0 && Random.Next(3) == 0 ? _signalsSent[Random.Next(_signalsSent.Count)] : $"s{++_names}";
        if (!_signalsSent.Contains(id)) _signalsSent.Add(id);
        if (_world.Change(t => Signals.Record(t, new() { SignalName = id, RequestId = id }, endsStartDelay: false))) _signalsConfirmed.Add(id);
    }

    private void Poll()
    {
        if (Run.WorkflowTask is not { StartedEventId: 0 } task || task.NotBeforeTicks > _world.Now) return;
        _world.Change(t => WorkflowTasks.Start(t, "worker", $"r{++_names}"));
        if (Run.TaskIsStarted) UpdateMessages.Attach(Run, _world.Live, new());
    }

    private void Complete(bool mayClose)
    {
        if (!Run.TaskIsStarted) return;
        var request = new RespondWorkflowTaskCompletedRequest { Identity = "worker", Capabilities = new() { DiscardSpeculativeWorkflowTaskWithEvents = true } };
        AddCommands(request, mayClose && Random.Next(3) > 0);
        foreach (var pending in _world.Live.Updates.Where(u => u.SentWithTask == Run.WorkflowTask!.Stamp)) Answer(request, pending);
        _world.Live.ForgetKnown(Run);
        var closes = request.Commands.Any(c => c.CommandType == CommandType.CompleteWorkflowExecution);
        if (closes && (Run.Volatile.Buffered.Count > 0 || _world.Live.Updates.Exists(u => u.SentWithTask != Run.WorkflowTask!.Stamp)))
        {
            _world.Change(t => WorkflowTasks.Fail(t, WorkflowTaskFailedCause.UnhandledCommand, null, "worker"));
            return;
        }
        var answers = new UpdateAnswers(_world.Live);
        if (SpeculativeTasks.MayDiscard(Run, request))
        {
            SpeculativeTasks.Discard(Run);
            _world.Live.Updates.RemoveAll(u => request.Messages.Any(m => m.ProtocolInstanceId == u.Id));
            return;
        }
        if (_world.Change(t => WorkflowTaskCompletion.Apply(t, SimulatedWorld.Namespace, request, answers))) answers.Publish();
    }

    private void AddCommands(RespondWorkflowTaskCompletedRequest request, bool close)
    {
        var cancelled = new HashSet<object>();
        for (var count = Random.Next(4); count > 0; count--)
        {
            switch (Random.Next(5))
            {
                case 0: request.Commands.Add(Server.Timer($"t{++_names}", TimeSpan.FromSeconds(Random.Next(1, 100)))); break;
                case 1: request.Commands.Add(Server.Activity($"a{++_names}", a => a.RetryPolicy = Random.Next(2) == 0 ? new() { MaximumAttempts = 2 } : null)); break;
                case 2 when Run.Timers.Keys.Where(t => !cancelled.Contains(t)).FirstOrDefault() is { } timer:
                    cancelled.Add(timer);
                    request.Commands.Add(new Command { CommandType = CommandType.CancelTimer, CancelTimerCommandAttributes = new() { TimerId = timer } });
                    break;
                case 3 when Run.Activities.Keys.Where(a => !cancelled.Contains(a)).Cast<long?>().FirstOrDefault() is { } activity:
                    cancelled.Add(activity);
                    request.Commands.Add(new Command { CommandType = CommandType.RequestCancelActivityTask, RequestCancelActivityTaskCommandAttributes = new() { ScheduledEventId = activity } });
                    break;
                default:
                    request.Commands.Add(new Command { CommandType = CommandType.RecordMarker, RecordMarkerCommandAttributes = new() { MarkerName = "m" } });
                    break;
            }
        }
        if (close) request.Commands.Add(Server.Complete());
    }

    private void Answer(RespondWorkflowTaskCompletedRequest request, PendingUpdate pending)
    {
        if (Random.Next(2) == 0)
        {
            request.Messages.Add(Message($"{pending.Id}/no", pending.Id, new Rejection { Failure = new() { Message = "no" } }));
            return;
        }
        request.Messages.Add(Message($"{pending.Id}/yes", pending.Id, new Acceptance { AcceptedRequest = pending.Request }));
        request.Commands.Insert(0, new Command { CommandType = CommandType.ProtocolMessage, ProtocolMessageCommandAttributes = new() { MessageId = $"{pending.Id}/yes" } });
    }

    private static Message Message(string id, string update, Google.Protobuf.IMessage body) => new() { Id = id, ProtocolInstanceId = update, Body = Any.Pack(body) };

    private void FailTask()
    {
        if (Run.TaskIsStarted) _world.Change(t => WorkflowTasks.Fail(t, WorkflowTaskFailedCause.WorkflowWorkerUnhandledFailure, null, "worker"));
    }

    private void AdmitUpdate()
    {
        if (!Run.IsOpen || Run.PreviousStartedEventId == 0) return;
        _world.Live.Updates.Add(new(new() { Meta = new() { UpdateId = $"u{++_names}" }, Input = new() { Name = "u" } }));
        if (Run.WorkflowTask is null) _world.Change(SpeculativeTasks.Schedule);
    }

    private void AnswerUpdates()
    {
        var open = Run.Updates.FirstOrDefault(u => u.Value is { AcceptedEventId: > 0, Outcome: null });
        if (open.Key is null || !Run.TaskIsStarted) return;
        var request = new RespondWorkflowTaskCompletedRequest { Identity = "worker" };
        request.Messages.Add(Message($"{open.Key}/done", open.Key, new Response { Meta = new() { UpdateId = open.Key }, Outcome = new() { Success = new() } }));
        request.Commands.Add(new Command { CommandType = CommandType.ProtocolMessage, ProtocolMessageCommandAttributes = new() { MessageId = $"{open.Key}/done" } });
        var answers = new UpdateAnswers(_world.Live);
        if (_world.Change(t => WorkflowTaskCompletion.Apply(t, SimulatedWorld.Namespace, request, answers))) answers.Publish();
    }

    private void OnActivity()
    {
        var entries = Run.Activities.Values.Where(a => !Run.ResolvedInBuffer.Contains(a.ScheduledEventId)).ToList();
        if (entries.Count == 0) return;
        var entry = entries[Random.Next(entries.Count)];
        var attempt = Run.Volatile.Activities[entry.ScheduledEventId];
        if (attempt.StartedTicks == 0)
        {
            if (attempt.ScheduledTicks <= _world.Now) _world.Change(t => ActivityLifecycle.Start(t, entry, "worker", $"r{++_names}"));
            return;
        }
        _world.Change(t =>
        {
            switch (Random.Next(4))
            {
                case 0: ActivityLifecycle.Fail(t, entry, new() { Message = "no", ApplicationFailureInfo = new() { Type = "T" } }, "worker"); break;
                case 1: ActivityReports.Heartbeat(t, entry, null); break;
                case 2 when entry.CancelRequestedEventId > 0: ActivityLifecycle.Cancel(t, entry, null, "worker"); break;
                default: ActivityLifecycle.Complete(t, entry, null, "worker"); break;
            }
        });
    }

    private void PassTime()
    {
        var next = RunDeadlines.Next(Run, _world.Now);
        if (next == long.MaxValue) return;
        _world.Now = Random.Next(3) == 0 ? _world.Now + Ticks.Second : Math.Max(_world.Now, next);
        _world.Change(t => DueRuns.FireDue(t));
    }
}
