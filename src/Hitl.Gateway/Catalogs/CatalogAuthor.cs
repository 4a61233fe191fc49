using Hitl.Escalations.Ledger;
using Hitl.Gateway.Callers;
using Hitl.Governance.Catalogs;

namespace Hitl.Gateway.Catalogs;

/// <summary>Ledger rows about proposals.</summary>
internal static class CatalogAuthor
{
    /// <summary>Longest reason, in UTF-16 characters.</summary>
    public const int LongestReason = 1000;

    public static LedgerEntry Proposed(Catalog catalog, string by, string reason) => new()
    {
        Kind = LedgerKinds.CatalogProposed,
        By = by,
        Summary = $"Version {catalog.Digest[..12]} of catalog {catalog.Name} was proposed: {reason}",
        Body = new() { ["digest"] = catalog.Digest, ["name"] = catalog.Name, ["reason"] = reason },
    };

    public static LedgerEntry Proposed(Catalog catalog, Caller caller, string reason) => Proposed(catalog, caller.By, reason);
}
