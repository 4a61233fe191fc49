using Hitl.Escalations.Execution;

namespace Hitl.Connectors.Accounts;

/// <summary>Account services of the organisation's own: change of e-mail address, postal address and plan, each put back by <c>reverse-change</c>.</summary>
public sealed class AccountConnector : IConnector
{
    /// <inheritdoc/>
    public ConnectorStatement Statement { get; } = new()
    {
        Connector = "accounts",
        Idempotency = Idempotency.ByKey | Idempotency.ByLookUp,
        KeyLife = TimeSpan.FromHours(24),
        SettleWindow = TimeSpan.FromMinutes(15),
        ReversibleFor = TimeSpan.FromDays(90),
        Operations = [new("change-email", "reverse-change"), new("change-address", "reverse-change"), new("change-plan", "reverse-change"), new("reverse-change")],
        Reads = ["email", "address", "plan"],
        SandboxTarget = "A second deployment of the account service with made-up customers; /targets/accounts of the local sandbox.",
    };

    /// <inheritdoc/>
    public IActionTarget Create(ConnectorSite site) => new AccountService(site, Statement);
}
