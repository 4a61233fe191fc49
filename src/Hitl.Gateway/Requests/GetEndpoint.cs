using System.Globalization;
using Hitl.Client.Requests;
using Hitl.Escalations.Cards;
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
            .WithSummary("Read a request; with wait=30s, return when it is final, enters another state, has a question for the agent, or the time is over.");

    private static async Task<IResult> GetAsync(
        string id, string? wait, HttpContext http, RequestAccess access, RequestReader reader, RequestWatch watch, ICardNotes notes, CancellationToken cancel)
    {
        var caller = Caller.Of(http);
        if (!TryWait(wait, out var patience)) return new Refusal(400, "wait.range", $"'wait' is whole seconds from 0s to {LongestWait}s, as in 30s.") { Field = "wait" }.AsResult();
        if (await access.FindAsync(caller, id, cancel) is not { } stored) return Refusals.RequestNotFound.AsResult();
        if (patience > TimeSpan.Zero && !RequestStates.IsFinal(stored.State))
        {
            var questions = await notes.QuestionsAsync(stored.Request.Id, cancel);
            // Only a new question is news: an agent that does not answer must not spin on an old one.
            await watch.WaitAsync(stored.Request.Id, new(stored.State, questions.Count), patience, cancel);
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
