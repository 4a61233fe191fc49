using System.Text.Json.Nodes;
using Hitl.Connectors;
using Hitl.Connectors.Accounts;
using Hitl.Escalations.Execution;

namespace Hitl.Tests.Connectors.Conformance;

/// <summary>A target that takes keys and forgets them at once: only its look-up is left.</summary>
public sealed class LookUpOnlyConformanceTests : ConnectorConformance
{
    protected override IConnector Connector { get; } = new AccountConnector();

    protected override ConnectorStatement Claim => Connector.Statement with { Idempotency = Idempotency.ByLookUp, KeyLife = TimeSpan.Zero, ReversibleFor = null };

    protected override IReadOnlyList<string> Standing => ["""{"kind":"key_life","seconds":0}"""];

    protected override string SandboxPath => "targets/accounts";

    protected override string Operation => "change-email";

    protected override (string Read, JsonObject Arguments)? State => ("email", new() { ["customer"] = "cus_1" });

    protected override JsonObject Arguments() => new() { ["customer"] = "cus_1", ["email"] = "new@example.com" };
}
