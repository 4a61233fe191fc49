using Hitl.Client.Requests;
using Hitl.Escalations.Intake;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Requests;
using Hitl.Gateway.Bodies;
using Hitl.Gateway.Callers;
using Hitl.Gateway.Problems;

namespace Hitl.Gateway.Requests;

internal static class WithdrawEndpoint
{
    private const int LongestReason = 1000;

    public static void MapWithdraw(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/requests/{id}/withdraw", WithdrawAsync)
            .RequireAuthorization(GatewayPolicies.Agent)
            .Accepts<WithdrawBody>("application/json")
            .Produces<RequestView>()
            .WithSummary("Take a request back before its execution begins.");

    private static async Task<IResult> WithdrawAsync(
        string id, HttpContext http, RequestAccess access, IRequestIntake intake, RequestReader reader, RequestWatch watch, CancellationToken cancel)
    {
        var caller = Caller.Of(http);
        if (await access.FindAsync(caller, id, cancel) is not { } stored) return Refusals.RequestNotFound.AsResult();
        var (body, refusal) = await BodyReader.ObjectAsync(http.Request, cancel);
        if (body is not { } value) return refusal!.AsResult();
        var fields = new FieldReader(value, "", "reason");
        var reason = fields.Text("reason", LongestReason) ?? "";
        fields.Refuse(Texts.Check("reason", reason));
        if (fields.Refusal is not null) return fields.Refusal.AsResult();

        var after = await intake.WithdrawAsync(stored.Request.Id, reason, Withdrawn(stored.Request, reason), cancel) ?? stored;
        if (after.WithdrawnAt is null) return NotCancellable(after).AsResult();
        watch.Wake();
        return TypedResults.Ok(await reader.ReadAsync(after, caller, cancel));
    }

    private static Refusal NotCancellable(StoredRequest stored) =>
        new(409, "request.not_cancellable", $"The request is {WireNames.Of(stored.State)}; only a request whose execution has not begun can be withdrawn.")
        {
            RequestId = stored.Request.Id.Value,
        };

    private static LedgerEntry Withdrawn(ActionRequest request, string reason) => new()
    {
        Kind = LedgerKinds.RequestWithdrawn,
        Request = request.Id,
        Revision = request.Revision,
        By = "actor:" + request.Actor,
        OnBehalfOf = request.OnBehalfOf,
        Actor = request.Actor,
        Customer = request.Customer.Id,
        Summary = $"{request.Actor} withdrew its request.",
        Body = new() { ["reason"] = reason },
    };
}
