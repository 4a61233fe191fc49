using Hitl.Client.Ops;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Ops;
using Hitl.Escalations.Requests;
using Hitl.Gateway.Callers;
using Hitl.Gateway.Problems;
using Hitl.Gateway.Requests;

namespace Hitl.Gateway.Ops;

/// <summary>Commits what ops decided about a request that waits for them.</summary>
internal sealed class InterventionDesk(RequestAccess access, IOpsStore ops, RequestWatch watch, TimeProvider clock)
{
    public async Task<IResult> InterveneAsync(string kind, string id, Guid name, string reason, Caller caller, CancellationToken cancel)
    {
        if (await access.FindAsync(caller, id, cancel) is not { } stored) return Refusals.RequestNotFound.AsResult();
        var intervention = new Intervention(name, stored.Request.Id, kind, caller.Person!.Value, reason, clock.GetUtcNow());
        if (!await ops.InterveneAsync(intervention, Entry(intervention, stored.Request), cancel)) return NotParked(stored).AsResult();
        watch.Wake();
        return TypedResults.Ok(new InterventionView(name.ToString("D"), id, kind, caller.Id, reason, intervention.At));
    }

    private static Refusal NotParked(StoredRequest stored) =>
        new(409, "ops.not_parked", $"The request is {WireNames.Of(stored.State)}; it does not wait for ops.") { RequestId = stored.Request.Id.Value };

    private static LedgerEntry Entry(Intervention intervention, ActionRequest request) => new()
    {
        Kind = LedgerKinds.OpsIntervened,
        Request = request.Id,
        Revision = request.Revision,
        By = "person:" + intervention.By,
        Actor = request.Actor,
        Customer = request.Customer.Id,
        Summary = $"{intervention.By} of ops decided to {intervention.Kind} the request: {intervention.Reason}",
        Body = new() { ["intervention"] = intervention.Id.ToString("D"), ["kind"] = intervention.Kind, ["reason"] = intervention.Reason },
    };
}
