using Hitl.Escalations.Ids;
using Hitl.Escalations.Requests;
using Hitl.Gateway.Callers;
using Hitl.Gateway.Problems;
using Hitl.Postgres.Requests;

namespace Hitl.Gateway.Requests;

internal static class ListEndpoint
{
    private const int MostItems = 200;

    public static void MapListRequests(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/requests", ListAsync)
            .RequireAuthorization(GatewayPolicies.Anyone)
            .Produces<Client.Requests.RequestPage>()
            .WithSummary("List requests, newest first: an agent's own, for people all.");

    private static async Task<IResult> ListAsync(
        string[]? state, string? actor, string? asks, string? cursor, string? limit, HttpContext http, RequestLists lists, CancellationToken cancel)
    {
        var caller = Caller.Of(http);
        var asksMe = asks == "me" && caller.Person is not null;
        if (Filter(state ?? [], actor, cursor, limit, out var refusal) is not { } filter) return refusal!.AsResult();
        filter = filter with { Actor = caller.Actor ?? filter.Actor };
        if (asksMe) filter = filter with { Asked = caller.Person, States = [RequestState.Deciding] };
        var page = await lists.ReadAsync(filter, caller.Person, cancel);
        return TypedResults.Ok(asksMe ? page with { Items = [.. page.Items.Where(item => item.AsksYou)] } : page);
    }

    private static RequestFilter? Filter(string[] names, string? actor, string? cursor, string? limit, out Refusal? refusal)
    {
        refusal = null;
        var states = new List<RequestState>();
        foreach (var name in names)
        {
            if (WireNames.Find<RequestState>(name) is { } known) states.Add(known);
            else refusal = new(400, "field.invalid", $"There is no state '{Quoted.Cut(name)}'. Known: {string.Join(", ", WireNames.All<RequestState>())}.") { Field = "state" };
        }

        var most = Limits.Read(limit, 50, MostItems, ref refusal);
        if (cursor is not null && !RequestId.IsWellFormed(cursor)) refusal = Limits.CursorInvalid;
        if (refusal is not null) return null;
        return new()
        {
            States = states,
            Actor = string.IsNullOrEmpty(actor) ? null : new ActorId(actor),
            After = cursor is null ? null : new RequestId(cursor),
            Most = most,
        };
    }
}
