using System.Text.Json.Nodes;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Requests;
using Hitl.Gateway.Decisions;

namespace Hitl.Gateway.Slack;

/// <summary>Ledger rows of what people do around a request.</summary>
internal static class CardLines
{
    public static LedgerEntry About(StoredRequest stored, string kind, DeskCall call, string summary, JsonObject body, PersonId? onBehalfOf = null)
    {
        body["stage"] = call.Token?.Stage.Ordinal;
        return new()
        {
            Kind = kind,
            Request = stored.Request.Id,
            Revision = stored.Request.Revision,
            By = "person:" + call.Person,
            OnBehalfOf = onBehalfOf,
            Actor = stored.Request.Actor,
            Customer = stored.Request.Customer.Id,
            Summary = summary,
            Body = body,
        };
    }
}
