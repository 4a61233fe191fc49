using System.Text.Json.Nodes;
using Hitl.Connectors;
using Hitl.Connectors.Webhooks;
using Hitl.Escalations.Execution;

namespace Hitl.Tests.Connectors.Conformance;

/// <summary>A receiver that remembers ids for a day and can be asked.</summary>
public sealed class SignedHttpConformanceTests : ConnectorConformance
{
    protected override IConnector Connector { get; } = new SignedHttpConnector();

    protected override ConnectorStatement Claim => Connector.Statement with { KeyLife = TimeSpan.FromHours(24) };

    protected override string SandboxPath => "targets/webhook/orders";

    protected override string Secret => "whsec_" + Convert.ToBase64String("the sandbox keeps no secrets at all"u8);

    protected override string Operation => "cancel-order";

    protected override JsonObject Arguments() => new() { ["order"] = "A-1" };
}
