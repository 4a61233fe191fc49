using Hitl.Escalations.Execution;

namespace Hitl.Connectors.Loyalty;

/// <summary>Loyalty services: points given and taken, either taken back by <c>revoke-points</c>.</summary>
public sealed class LoyaltyConnector : IConnector
{
    /// <inheritdoc/>
    public ConnectorStatement Statement { get; } = new()
    {
        Connector = "loyalty",
        Idempotency = Idempotency.ByKey | Idempotency.ByLookUp,
        KeyLife = TimeSpan.FromHours(24),
        SettleWindow = TimeSpan.FromMinutes(15),
        ReversibleFor = TimeSpan.FromDays(90),
        Operations = [new("restore-points", "revoke-points"), new("take-points", "revoke-points"), new("revoke-points")],
        Reads = ["balance"],
        SandboxTarget = "A second deployment of the loyalty service; /targets/loyalty of the local sandbox.",
    };

    /// <inheritdoc/>
    public IActionTarget Create(ConnectorSite site) => new LoyaltyService(site, Statement);
}
