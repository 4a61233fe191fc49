namespace Temporal.Tests.Sdk;

/// <summary>What a payment workflow is to do.</summary>
public sealed record PaymentOrder(string Who, decimal Amount)
{
    public int Attempts { get; init; } = 1;

    public bool Listens { get; init; }

    public TimeSpan? Silence { get; init; }

    public TimeSpan? Limit { get; init; }
}
