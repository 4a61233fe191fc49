using System.Globalization;
using Hitl.Client.Requests;
using Hitl.Gateway.Callers;
using Hitl.Gateway.Problems;

namespace Hitl.Gateway.Requests;

internal static class GetEndpoint
{
    private const int LongestWait = 60;

    public static void MapGetRequest(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/requests/{id}", GetAsync)
            .RequireAuthorization(GatewayPolicies.Anyone)
            .Produces<RequestView>()
            .WithSummary("Read a request; with wait=30s, return when it is final, enters another state, or the time is over.");

    private static async Task<IResult> GetAsync(
        string id, string? wait, HttpContext http, RequestAccess access, RequestReader reader, RequestWatch watch, CancellationToken cancel)
    {
        var caller = Caller.Of(http);
        if (!TryWait(wait, out var patience)) return new Refusal(400, "wait.range", $"'wait' is whole seconds from 0s to {LongestWait}s, as in 30s.") { Field = "wait" }.AsResult();
        if (await access.FindAsync(caller, id, cancel) is not { } stored) return Refusals.RequestNotFound.AsResult();
        if (patience > TimeSpan.Zero && !RequestStates.IsFinal(stored.State))
        {
            await watch.WaitAsync(stored.Request.Id, stored.State, patience, cancel);
            stored = await access.FindAsync(caller, id, cancel) ?? stored;
        }

        return TypedResults.Ok(await reader.ReadAsync(stored, caller, cancel));
    }

    private static bool TryWait(string? text, out TimeSpan wait)
    {
        wait = TimeSpan.Zero;
        if (text is null) return true;
        var digits = text.EndsWith('s') ? text[..^1] : text;
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > LongestWait) return false;
        wait = TimeSpan.FromSeconds(seconds);
        return true;
    }
}
