namespace Hitl.Escalations.Execution;

/// <summary>What a connector promises of its targets. The catalog may promise less and never more: whoever executes takes the more careful of the two.</summary>
public sealed record ConnectorStatement
{
    /// <summary>The connector as catalog and configuration name it; one from outside begins with <c>x-</c>.</summary>
    public required string Connector { get; init; }

    /// <summary>What keeps a target from doing the same thing twice.</summary>
    public required Idempotency Idempotency { get; init; }

    /// <summary>How long a key is remembered; zero without <see cref="Execution.Idempotency.ByKey"/>.</summary>
    public TimeSpan KeyLife { get; init; }

    /// <summary>The longest an effect may take to show in a look-up; longer than its longest time in flight.</summary>
    public TimeSpan SettleWindow { get; init; }

    /// <summary>How long what it did can be undone at the most; null when it cannot be.</summary>
    public TimeSpan? ReversibleFor { get; init; }

    /// <summary>Everything it can do; empty for one that passes every operation on.</summary>
    public IReadOnlyList<ConnectorOperation> Operations { get; init; } = [];

    /// <summary>Names of the state it can read for guards, such as <c>email</c>.</summary>
    public IReadOnlyList<string> Reads { get; init; } = [];

    /// <summary>Where it is drilled: what stands behind <c>Hitl:Targets:{name}:SandboxUrl</c>, in one sentence.</summary>
    public required string SandboxTarget { get; init; }

    /// <summary>Whether a target can be asked if something took effect.</summary>
    public bool CanLookUp => Idempotency.HasFlag(Idempotency.ByLookUp);
}
