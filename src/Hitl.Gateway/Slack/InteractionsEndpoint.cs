using Hitl.Slack.Interactions;

namespace Hitl.Gateway.Slack;

internal static class InteractionsEndpoint
{
    public static void MapSlackInteractions(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/slack/interactions", HandleAsync).AllowAnonymous().ExcludeFromDescription();

    private static async Task<IResult> HandleAsync(
        HttpContext http, SignedBody signed, SlackInteractions interactions, SlackPatience patience, CancellationToken cancel)
    {
        var (body, answer) = await signed.ReadAsync(http.Request, isForm: true, cancel);
        if (body is null) return answer!;
        // A payload we cannot read was signed by Slack, so it is no attack: nothing to do with it, nothing to repeat.
        if (SlackPayloads.Interaction(body) is not { User: not null } interaction) return TypedResults.Ok();
        var (done, reply) = await patience.TryAsync(soon => interactions.HandleAsync(interaction, soon), cancel);
        return !done ? TypedResults.StatusCode(503) : reply is null ? TypedResults.Ok() : TypedResults.Json(reply);
    }
}
