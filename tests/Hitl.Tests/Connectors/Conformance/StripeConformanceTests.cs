using System.Text.Json.Nodes;
using Hitl.Connectors;
using Hitl.Connectors.Payments;

namespace Hitl.Tests.Connectors.Conformance;

public sealed class StripeConformanceTests : ConnectorConformance
{
    protected override IConnector Connector { get; } = new StripeConnector();

    protected override string SandboxPath => "targets/payments";

    protected override string Operation => "refund";

    protected override (string Read, JsonObject Arguments)? State => ("amount-refunded", new() { ["charge"] = "ch_1" });

    protected override JsonObject Arguments() => new() { ["charge"] = "ch_1", ["amount"] = 4_200, ["currency"] = "USD" };
}
