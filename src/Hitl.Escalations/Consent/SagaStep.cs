using System.Text.Json.Serialization;
using Hitl.Escalations.Requests;

namespace Hitl.Escalations.Consent;

/// <summary>One call to one target, and how to undo it.</summary>
public sealed record SagaStep
{
    /// <summary>Unique within the saga, such as <c>refund-payment</c>; part of the idempotency key.</summary>
    public required string Name { get; init; }

    /// <summary>The target as the catalog names it.</summary>
    public required string Target { get; init; }

    /// <summary>Host (and port) of the target that was approved; a target that moved needs a fresh approval.</summary>
    public required string Host { get; init; }

    /// <summary>The connector's operation, such as <c>refund</c>.</summary>
    public required string Operation { get; init; }

    /// <summary>Arguments of the operation, already filled in from the request.</summary>
    public required ActionParameters Arguments { get; init; }

    /// <summary>The operation that undoes this step, or null for a step that cannot be undone.</summary>
    public string? Compensation { get; init; }

    /// <summary>The target's reference of what the step undoes; null, and no part of the record, for a step that undoes nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Undoes { get; init; }

    /// <summary>How long one call may take. Default 10 s; allowed 1 s to 5 min.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Sends that failed before taking effect are tried again this often, then ops decide. Default 5; allowed 0 to 20.</summary>
    public int Retries { get; init; } = 5;

    /// <summary>How long the target remembers an idempotency key; zero: it has none. A retry after this must look up first.</summary>
    public TimeSpan KeyLife { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long an effect may take to become visible to a look-up. Default 15 min.</summary>
    public TimeSpan SettleWindow { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Whether the target can be asked if a step took effect.</summary>
    public bool CanLookUp { get; init; } = true;
}
