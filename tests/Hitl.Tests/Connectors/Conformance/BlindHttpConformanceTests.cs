using System.Text.Json.Nodes;
using Hitl.Connectors;
using Hitl.Connectors.Webhooks;
using Hitl.Escalations.Execution;

namespace Hitl.Tests.Connectors.Conformance;

/// <summary>A receiver that remembers nothing and cannot be asked: one attempt, then a person.</summary>
public sealed class BlindHttpConformanceTests : ConnectorConformance
{
    protected override IConnector Connector { get; } = new SignedHttpConnector();

    protected override ConnectorStatement Claim => Connector.Statement with { Idempotency = Idempotency.None, KeyLife = TimeSpan.Zero };

    protected override string SandboxPath => "targets/webhook/blind-orders";

    protected override string Secret => "whsec_" + Convert.ToBase64String("the sandbox keeps no secrets at all"u8);

    protected override string Operation => "cancel-order";

    protected override JsonObject Arguments() => new() { ["order"] = "A-1" };
}
