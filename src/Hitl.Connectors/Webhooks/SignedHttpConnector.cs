using Hitl.Escalations.Execution;

namespace Hitl.Connectors.Webhooks;

/// <summary>Any service that takes signed webhooks. What the receiver really remembers and tells is for the catalog to say, target by target.</summary>
public sealed class SignedHttpConnector : IConnector
{
    /// <inheritdoc/>
    public ConnectorStatement Statement { get; } = new()
    {
        Connector = "signed-http",
        Idempotency = Idempotency.ByKey | Idempotency.ByLookUp,
        KeyLife = TimeSpan.FromDays(90),
        SettleWindow = TimeSpan.FromMinutes(1),
        ReversibleFor = TimeSpan.FromDays(90),
        SandboxTarget = "A receiver of your own that answers and does nothing; /targets/webhook/{name} of the local sandbox.",
    };

    /// <inheritdoc/>
    public IActionTarget Create(ConnectorSite site) => new SignedHttp(site, Statement);

    /// <inheritdoc/>
    public string? Problem(TargetOptions options) => StandardWebhook.IsSecret(options.Secret) ? null : "Secret: must be whsec_ and the base64 of 24 to 64 bytes.";
}
