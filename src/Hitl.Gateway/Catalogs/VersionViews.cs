using Hitl.Client.Catalogs;
using Hitl.Escalations.Requests;
using Hitl.Gateway.Requests;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Simulation;
using Hitl.Governance.Versions;

namespace Hitl.Gateway.Catalogs;

/// <summary>Versions, differences and simulations in the contract's words.</summary>
internal static class VersionViews
{
    public static CatalogVersionView Of(CatalogVersion version) => new(
        version.Digest, version.Name, version.StoredAt, version.Author, version.Reason, version.ActivatedAt, version.ActivatedBy, version.Request?.Value, version.Signers, version.IsActive);

    public static CatalogDiffView Of(Catalog before, Catalog after, CatalogDiff diff) => new(
        before.Digest, after.Digest, diff.Gains, diff.Loses, diff.Lines, [.. before.SignOff?.Roles.Select(role => role.Value) ?? []]);

    public static SimulationPart Of(SimulationReport report) => new(report.Decided, report.Changed, [.. report.Changes.Select(Of)]);

    private static SimulationLine Of(SimulatedChange change) => new(
        change.Action.Value, change.Actor.Value, WireNames.Of(change.Before), change.RuleBefore, WireNames.Of(change.After), change.RuleAfter, change.Count,
        [.. change.Amounts.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => Iso4217.Format(pair.Value, pair.Key))], [.. change.Examples.Select(id => id.Value)], change.IsGain);
}
