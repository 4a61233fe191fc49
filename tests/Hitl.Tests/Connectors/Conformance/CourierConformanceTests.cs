using System.Reflection;
using System.Text.Json.Nodes;
using Hitl.Connectors;
using Hitl.Escalations.Execution;
using Hitl.Governance.Catalogs.Checks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Hitl.Tests.Connectors.Conformance;

/// <summary>A connector from outside passes the same suite.</summary>
public sealed class CourierConformanceTests : ConnectorConformance
{
    protected override IConnector Connector { get; } = new CourierConnector();

    protected override string SandboxPath => "targets/accounts";

    protected override string Operation => "redirect";

    protected override (string Read, JsonObject Arguments)? State => ("address", new() { ["customer"] = "cus_1" });

    [Fact]
    public async Task It_is_registered_in_one_line_and_named_in_the_configuration()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Hitl:Targets:parcels:BaseUrl"] = "https://courier.example", ["Hitl:Targets:parcels:Secret"] = "a-secret-key", ["Hitl:Targets:parcels:Connector"] = "x-courier",
        }).Build();

        await using var services = new ServiceCollection().AddHitlConnectors(configuration, new CourierConnector()).BuildServiceProvider();
        var refused = Assert.Throws<OptionsValidationException>(() => new ServiceCollection().AddHitlConnectors(configuration));

        Assert.Equal(("parcels", "x-courier"), (services.GetRequiredService<IActionTarget>().Name, services.GetRequiredService<IActionTarget>().Statement!.Connector));
        Assert.Contains("there is no connector 'x-courier'", refused.Message);
    }

    [Fact]
    public void Everything_a_connector_from_outside_needs_is_public()
    {
        var used = new[] { typeof(IConnector), typeof(ConnectorSite), typeof(TargetBase), typeof(Hitl.Connectors.Http.TargetHttp), typeof(Hitl.Connectors.Http.Readings), typeof(Hitl.Connectors.Http.TargetUrl), typeof(Hitl.Connectors.Http.JsonReading), typeof(Hitl.Connectors.Http.Exchange) };

        Assert.All(used, type => Assert.True(type.IsPublic));
        Assert.All(typeof(TargetBase).GetMethods(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly).Where(method => method.IsVirtual), method => Assert.True(method.IsFamily));
    }

    [Fact]
    public void What_catalogs_may_guard_with_is_what_the_connectors_read()
    {
        foreach (var connector in ConnectorServices.BuiltIn) Assert.Equal(connector.Statement.Reads, GuardChecks.Reads[connector.Statement.Connector]);
    }

    [Fact]
    public void Every_connector_that_comes_with_the_system_has_its_suite()
    {
        var suites = typeof(ConnectorConformance).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(ConnectorConformance))).ToList();
        var proven = suites.Select(suite => ((IConnector)suite.GetProperty("Connector", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(Activator.CreateInstance(suite))!).Statement.Connector);

        Assert.Empty(ConnectorServices.BuiltIn.Select(connector => connector.Statement.Connector).Except(proven));
    }

    protected override JsonObject Arguments() => new() { ["customer"] = "cus_1", ["address"] = "2 Other Street" };
}
