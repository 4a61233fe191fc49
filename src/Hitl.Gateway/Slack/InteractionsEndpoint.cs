using Hitl.Postgres;
using Hitl.Slack.Interactions;

namespace Hitl.Gateway.Slack;

internal static class InteractionsEndpoint
{
    // Slack gives 3 s. Whoever is not told "recorded" by then sees a warning and presses again, so nothing may be committed after it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2.5);

    public static void MapSlackInteractions(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/slack/interactions", HandleAsync).AllowAnonymous().ExcludeFromDescription();

    private static async Task<IResult> HandleAsync(
        HttpContext http, SignedBody signed, SlackInteractions interactions, TimeProvider clock, CancellationToken cancel)
    {
        var (body, answer) = await signed.ReadAsync(http.Request, isForm: true, cancel);
        if (body is null) return answer!;
        // A payload we cannot read was signed by Slack, so it is no attack: nothing to do with it, nothing to repeat.
        if (SlackPayloads.Interaction(body) is not { User: not null } interaction) return TypedResults.Ok();
        using var late = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancel);
        try
        {
            return await interactions.HandleAsync(interaction, either.Token) is { } reply ? TypedResults.Json(reply) : TypedResults.Ok();
        }
        catch (Exception error) when (error is StoreUnavailableException or OperationCanceledException)
        {
            return TypedResults.StatusCode(503);
        }
    }
}
