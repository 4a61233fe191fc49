using System.Text.Json.Nodes;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Requests;

namespace Hitl.Activities.Ledger;

/// <summary>Ledger rows about a request, with who asked and for whom filled in.</summary>
internal static class LedgerLines
{
    public const string EscalationWorker = "system:escalation-worker";

    public const string ExecutionWorker = "system:execution-worker";

    public static LedgerEntry About(StoredRequest stored, string kind, string by, string summary, JsonObject? body = null) => new()
    {
        Kind = kind,
        Request = stored.Request.Id,
        Revision = stored.Request.Revision,
        By = by,
        OnBehalfOf = stored.Request.OnBehalfOf,
        Actor = stored.Request.Actor,
        Customer = stored.Request.Customer.Id,
        Summary = summary,
        Body = body ?? [],
    };
}
