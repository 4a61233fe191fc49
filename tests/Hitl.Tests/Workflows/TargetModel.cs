using Hitl.Escalations.Execution;

namespace Hitl.Tests.Workflows;

/// <summary>A target that keeps its own ledger of effects, honours keys as long as it remembers them, and misbehaves as told.</summary>
internal sealed class TargetModel(string name, TimeProvider time, TimeSpan keyLife, bool canLookUp) : IActionTarget
{
    private readonly Dictionary<string, (DateTimeOffset At, TargetAnswer Answer)> _keys = [];
    private readonly Dictionary<string, DateTimeOffset> _pending = [];
    private readonly Lock _gate = new();

    public string Name { get; } = name;

    /// <summary>What really happened: key of each effect.</summary>
    public List<string> Effects { get; } = [];

    public List<TargetCall> Sends { get; } = [];

    public List<TargetCall> LookUps { get; } = [];

    /// <summary>What happens to the next sends, one entry each; none: all goes well.</summary>
    public Queue<SendFault> Faults { get; } = new();

    /// <summary>What the next look-ups answer instead of the truth.</summary>
    public Queue<LookUpVerdict> LookUpFaults { get; } = new();

    /// <summary>Effects show in look-ups only from this moment on.</summary>
    public DateTimeOffset VisibleFrom { get; set; } = DateTimeOffset.MinValue;

    /// <summary>Refuses for good whenever this says so.</summary>
    public Func<TargetCall, bool> Refuses { get; set; } = _ => false;

    /// <summary>How long a send that is under way stays so.</summary>
    public TimeSpan PendingFor { get; set; } = TimeSpan.FromDays(2);

    /// <summary>Whether what was under way fails in the end.</summary>
    public bool PendingFails { get; set; }

    /// <summary>Nothing reaches the target while set.</summary>
    public bool IsDown { get; set; }

    /// <summary>What a reading of state answers, by name; a state that is not there cannot be read.</summary>
    public Dictionary<string, string> States { get; } = [];

    /// <summary>What the next readings answer before <see cref="States"/> does.</summary>
    public Queue<string> NextStates { get; } = new();

    public List<StateQuestion> Readings { get; } = [];

    public Task<StateAnswer> ReadAsync(StateQuestion question, CancellationToken cancel)
    {
        lock (_gate)
        {
            Readings.Add(question);
            if (NextStates.TryDequeue(out var next)) return Task.FromResult(new StateAnswer(next, ""));
            return Task.FromResult(States.TryGetValue(question.Read, out var value) ? new StateAnswer(value, "") : new StateAnswer(null, "executor.no_connection"));
        }
    }

    public Task<TargetAnswer> SendAsync(TargetCall call, CancellationToken cancel)
    {
        lock (_gate)
        {
            if (IsDown) return Answer(TargetVerdict.NotSent, "executor.no_connection");
            Sends.Add(call);
            var fault = Faults.TryDequeue(out var next) ? next : SendFault.None;
            if (fault == SendFault.Pending)
            {
                _pending[call.IdempotencyKey] = time.GetUtcNow() + PendingFor;
                return Answer(TargetVerdict.Pending, "under way");
            }

            if (fault == SendFault.LostBefore) return Answer(TargetVerdict.Unknown, "no answer");
            if (fault == SendFault.Stored500) return Answer(TargetVerdict.Unknown, "HTTP 500");
            if (fault == SendFault.OtherAmount) return Answer(TargetVerdict.Mismatch, "executor.mismatch: another amount");
            if (Refuses(call)) return Answer(TargetVerdict.Refused, "HTTP 422 refused");
            var answer = Perform(call);
            return fault == SendFault.LostAfter ? Answer(TargetVerdict.Unknown, "no answer") : Task.FromResult(answer);
        }
    }

    public Task<LookUpAnswer> LookUpAsync(TargetCall call, CancellationToken cancel)
    {
        lock (_gate)
        {
            LookUps.Add(call);
            if (!canLookUp) return Found(LookUpVerdict.Unsupported);
            if (IsDown) return Found(LookUpVerdict.Unavailable);
            if (_pending.TryGetValue(call.IdempotencyKey, out var until))
            {
                if (time.GetUtcNow() < until) return Found(LookUpVerdict.Pending);
                if (!Effects.Contains(call.IdempotencyKey) && !PendingFails) Effects.Add(call.IdempotencyKey);
                return Found(PendingFails ? LookUpVerdict.Failed : LookUpVerdict.Found);
            }

            if (LookUpFaults.TryDequeue(out var fault)) return Found(fault);
            return Found(Effects.Contains(call.IdempotencyKey) && time.GetUtcNow() >= VisibleFrom ? LookUpVerdict.Found : LookUpVerdict.NotFound);
        }

        Task<LookUpAnswer> Found(LookUpVerdict verdict) => Task.FromResult(new LookUpAnswer(verdict, verdict == LookUpVerdict.Found ? "ref_1" : null, verdict.ToString()));
    }

    private TargetAnswer Perform(TargetCall call)
    {
        var now = time.GetUtcNow();
        if (_keys.TryGetValue(call.IdempotencyKey, out var known) && now - known.At < keyLife) return known.Answer;
        Effects.Add(call.IdempotencyKey);
        var answer = new TargetAnswer(TargetVerdict.Done, $"ref_{Effects.Count}", "done");
        _keys[call.IdempotencyKey] = (now, answer);
        return answer;
    }

    private static Task<TargetAnswer> Answer(TargetVerdict verdict, string detail) => Task.FromResult(new TargetAnswer(verdict, null, detail));
}
