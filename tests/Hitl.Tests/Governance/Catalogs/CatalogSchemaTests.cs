using Hitl.Governance.Catalogs;

namespace Hitl.Tests.Governance.Catalogs;

public sealed class CatalogSchemaTests
{
    private static readonly string Committed = Path.Combine(Demo.Root, "deploy", "catalog", "catalog.schema.json");

    [Fact]
    public void The_committed_JSON_Schema_is_the_parsers_own_definition()
    {
        var written = CatalogSchema.Write();

        // HITL_WRITE_SCHEMA=1 commits a deliberate change of the definition.
        if (Environment.GetEnvironmentVariable("HITL_WRITE_SCHEMA") == "1") File.WriteAllText(Committed, written);

        Assert.Equal(File.ReadAllText(Committed), written);
    }
}
