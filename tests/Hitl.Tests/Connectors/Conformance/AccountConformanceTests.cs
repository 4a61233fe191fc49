using System.Text.Json.Nodes;
using Hitl.Connectors;
using Hitl.Connectors.Accounts;

namespace Hitl.Tests.Connectors.Conformance;

public sealed class AccountConformanceTests : ConnectorConformance
{
    protected override IConnector Connector { get; } = new AccountConnector();

    protected override string SandboxPath => "targets/accounts";

    protected override string Operation => "change-address";

    protected override (string Read, JsonObject Arguments)? State => ("address", new() { ["customer"] = "cus_1" });

    protected override JsonObject Arguments() => new() { ["customer"] = "cus_1", ["address"] = "2 Other Street" };
}
