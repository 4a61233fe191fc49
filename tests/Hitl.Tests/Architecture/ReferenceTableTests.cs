using System.Xml.Linq;

namespace Hitl.Tests.Architecture;

public sealed class ReferenceTableTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Hitl.Escalations"] = [],
        ["Hitl.Governance"] = ["Hitl.Escalations"],
        ["Hitl.Workflows"] = ["Hitl.Escalations", "Hitl.Governance", "Temporal.Sdk"],
        ["Hitl.Activities"] = ["Hitl.Workflows", "Temporal.Sdk"],
        ["Hitl.Proof"] = [],
        ["Hitl.Postgres"] = ["Hitl.Escalations", "Hitl.Governance", "Hitl.Proof"],
        ["Hitl.Slack"] = ["Hitl.Escalations"],
        ["Hitl.Connectors"] = ["Hitl.Escalations"],
        ["Hitl.Client"] = [],
        ["Hitl.Gateway"] = ["Hitl.Client", "Hitl.Governance", "Hitl.Postgres", "Hitl.Slack", "Hitl.Workflows", "Temporal.Sdk"],
        ["Hitl.Cli"] = ["Hitl.Client", "Hitl.Proof"],
        ["Hitl.Sandbox"] = [],
        ["Hitl.Local"] =
            ["Hitl.Cli", "Hitl.EscalationWorker", "Hitl.ExecutionWorker", "Hitl.Gateway", "Hitl.Sandbox", "Temporal.DevServer", "Temporal.Sdk"],
        ["Hitl.EscalationWorker"] = ["Hitl.Activities", "Hitl.Connectors", "Hitl.Governance", "Hitl.Postgres", "Hitl.Slack", "Hitl.Workflows", "Temporal.Sdk"],
        ["Hitl.ExecutionWorker"] = ["Hitl.Activities", "Hitl.Connectors", "Hitl.Postgres", "Hitl.Workflows", "Temporal.Sdk"],
        ["Temporal.Protocol"] = [],
        ["Temporal.Sdk"] = ["Temporal.Protocol"],
        ["Temporal.DevServer"] = ["Temporal.Protocol"],
    };

    public static TheoryData<string> ProjectFiles => [.. RepositoryFiles.Projects("src", "workers")];

    [Theory]
    [MemberData(nameof(ProjectFiles))]
    public void Projects_reference_only_what_the_table_lists(string file)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        var project = XDocument.Load(file);

        var references = project.Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension((string)r.Attribute("Include")!)).ToList();
        if (project.Descendants("UsesTemporalSdk").Any(u => u.Value == "true")) references.Add("Temporal.Sdk");

        Assert.True(Allowed.ContainsKey(name), $"{name} is not in the reference table; add it to design and table together.");
        Assert.Empty(references.Except(Allowed[name]));
    }

    [Fact]
    public void Every_project_of_the_table_exists()
    {
        var projects = RepositoryFiles.Projects("src", "workers").Select(Path.GetFileNameWithoutExtension);

        Assert.Equal(Allowed.Keys.Order(), projects.Order());
    }

    [Fact]
    public void The_field_and_the_workflows_use_no_adapter_package()
    {
        string[] pure = ["Hitl.Escalations", "Hitl.Governance", "Hitl.Workflows"];
        string[] adapters = ["Npgsql", "Microsoft.Extensions.Http", "Google.Protobuf"];

        var used = RepositoryFiles.Projects("src").Where(f => pure.Contains(Path.GetFileNameWithoutExtension(f)))
            .SelectMany(f => XDocument.Load(f).Descendants("PackageReference").Select(p => (string)p.Attribute("Include")!));

        Assert.Empty(used.Intersect(adapters));
    }
}
