using System.Text.Json.Nodes;
using Hitl.Connectors;
using Hitl.Connectors.Loyalty;

namespace Hitl.Tests.Connectors.Conformance;

public sealed class LoyaltyConformanceTests : ConnectorConformance
{
    protected override IConnector Connector { get; } = new LoyaltyConnector();

    protected override string SandboxPath => "targets/loyalty";

    protected override string Operation => "restore-points";

    protected override (string Read, JsonObject Arguments)? State => ("balance", new() { ["customer"] = "cus_1" });

    protected override JsonObject Arguments() => new() { ["customer"] = "cus_1", ["points"] = 500 };
}
