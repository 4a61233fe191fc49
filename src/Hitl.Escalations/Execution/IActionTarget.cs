namespace Hitl.Escalations.Execution;

/// <summary>A target of actions. Implementations never throw for what the network or the target does: they answer.</summary>
public interface IActionTarget
{
    /// <summary>The target as the catalog names it.</summary>
    string Name { get; }

    /// <summary>What it promises; null for one that promises whatever the catalog says.</summary>
    ConnectorStatement? Statement => null;

    /// <summary>Sends once. Never retries by itself.</summary>
    Task<TargetAnswer> SendAsync(TargetCall call, CancellationToken cancel);

    /// <summary>Asks the target whether the call took effect, by our key.</summary>
    Task<LookUpAnswer> LookUpAsync(TargetCall call, CancellationToken cancel);

    /// <summary>Reads state for a guard; changes nothing.</summary>
    Task<StateAnswer> ReadAsync(StateQuestion question, CancellationToken cancel) =>
        Task.FromResult(new StateAnswer(null, $"{Name} has no state that can be read"));
}
