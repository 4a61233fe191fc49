using System.Text.Json.Nodes;
using Hitl.Proof;

namespace Hitl.Gateway.Audit;

/// <summary>Ledger rows in the contract's words.</summary>
internal static class LedgerViews
{
    public static Client.Audit.LedgerRow Of(LedgerRow row) => new()
    {
        Id = row.Id.ToString("D"),
        At = row.At,
        Kind = row.Kind,
        Request = row.Request,
        Revision = row.Revision,
        By = row.By,
        OnBehalfOf = row.OnBehalfOf,
        Actor = row.Actor,
        Customer = row.Customer,
        Summary = row.Summary,
        Body = JsonNode.Parse(row.Body) as JsonObject ?? [],
        Sequence = row.Sequence,
        Leaf = row.Leaf,
    };
}
