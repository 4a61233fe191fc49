using Hitl.Escalations.Ids;
using Hitl.Escalations.Stages;
using Hitl.Governance.Catalogs.Shapes;
using Hitl.Governance.Catalogs.Yaml;

namespace Hitl.Governance.Catalogs;

/// <summary>Makes a stage of a tree without errors.</summary>
internal static class StageBinder
{
    /// <summary>Binds a stage.</summary>
    /// <param name="node">The stage.</param>
    /// <param name="leastPeople">Fewest people who must agree, whatever is written.</param>
    public static StageDefinition Bind(YamlNode node, int leastPeople)
    {
        IReadOnlyList<RoleShare>? shares = node.At("roles") is null ? null : [.. node.At("roles").Entries().Select(e => new RoleShare(RoleId.From(e.Key.Text), (int)IntegerShape.Read(e.Value)))];
        return new()
        {
            Name = node.At("name").Text()!,
            Role = shares is null ? RoleId.From(node.At("role").Text()!) : shares[0].Role,
            Shares = shares,
            Quorum = shares?.Sum(share => share.Quorum) ?? Math.Max(node.At("quorum") is { } quorum ? (int)IntegerShape.Read(quorum) : 1, leastPeople),
            ByMajority = node.At("decides").Text() == "majority",
            InWorkingTime = node.At("time").Text() == "working",
            Extension = node.At("extend") is { } extend ? new(DurationShape.Read(extend.At("by")!), extend.At("times") is { } times ? (int)IntegerShape.Read(times) : 1) : null,
            Wait = DurationShape.Read(node.At("wait")!),
            Reminders = [.. node.At("reminders").Items().Select(DurationShape.Read)],
            CoverageAfter = node.At("coverage-after") is { } after ? DurationShape.Read(after) : null,
        };
    }
}
