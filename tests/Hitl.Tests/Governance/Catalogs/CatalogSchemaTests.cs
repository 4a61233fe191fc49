using Hitl.Governance.Catalogs;
using Hitl.Governance.Coverage.Schedules;

namespace Hitl.Tests.Governance.Catalogs;

public sealed class CatalogSchemaTests
{
    [Fact]
    public void The_committed_JSON_Schema_is_the_parsers_own_definition() => Holds("catalog", CatalogSchema.Write());

    [Fact]
    public void So_is_that_of_a_schedule() => Holds("schedule", ScheduleParser.Schema());

    private static void Holds(string name, string written)
    {
        var committed = Path.Combine(Demo.Root, "deploy", "catalog", $"{name}.schema.json");
        // HITL_WRITE_SCHEMA=1 commits a deliberate change of the definition.
        if (Environment.GetEnvironmentVariable("HITL_WRITE_SCHEMA") == "1") File.WriteAllText(committed, written);

        Assert.Equal(File.ReadAllText(committed), written);
    }
}
