using Hitl.Slack.Interactions;

namespace Hitl.Gateway.Slack;

internal static class CommandsEndpoint
{
    public static void MapSlackCommands(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/slack/commands", HandleAsync).AllowAnonymous().ExcludeFromDescription();

    private static async Task<IResult> HandleAsync(HttpContext http, SignedBody signed, SlackCommands commands, SlackPatience patience, CancellationToken cancel)
    {
        var (body, answer) = await signed.ReadAsync(http.Request, isForm: true, cancel);
        if (body is null) return answer!;
        if (SlackPayloads.Command(body) is not { } command) return TypedResults.Ok();
        var (done, reply) = await patience.TryAsync(soon => commands.HandleAsync(command, soon), cancel);
        return !done ? TypedResults.StatusCode(503) : reply is null ? TypedResults.Ok() : TypedResults.Json(reply);
    }
}
