using Hitl.Escalations.Execution;

namespace Hitl.Connectors.Payments;

/// <summary>Refunds by the API of Stripe and of services that speak it.</summary>
/// <remarks>Stripe itself cancels a refund only while it still needs an action of the customer; where it refuses, the undoing waits for ops.</remarks>
public sealed class StripeConnector : IConnector
{
    /// <inheritdoc/>
    public ConnectorStatement Statement { get; } = new()
    {
        Connector = "stripe-refunds",
        Idempotency = Idempotency.ByKey | Idempotency.ByLookUp,
        KeyLife = TimeSpan.FromHours(24),
        SettleWindow = TimeSpan.FromMinutes(15),
        ReversibleFor = TimeSpan.FromDays(14),
        Operations = [new("refund", "cancel-refund"), new("cancel-refund")],
        // Two equal partial refunds are both taken: only the state before tells the second one.
        Reads = ["amount-refunded"],
        SandboxTarget = "The same address with a test-mode key; /targets/payments of the local sandbox.",
    };

    /// <inheritdoc/>
    public IActionTarget Create(ConnectorSite site) => new StripeRefunds(site, Statement);
}
