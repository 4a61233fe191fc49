using Hitl.Client.Requests;
using Hitl.Escalations.Cards;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Requests;
using Hitl.Gateway.Bodies;
using Hitl.Gateway.Callers;
using Hitl.Gateway.Problems;
using Hitl.Gateway.Slack;

namespace Hitl.Gateway.Requests;

internal static class AnswerEndpoint
{
    internal static readonly Refusal NotOpen = new(409, "question.not_open", "There is no such question of this request, or it was answered before; the first answer stands.");

    public static void MapAnswer(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/requests/{id}/questions/{question}/answer", AnswerAsync)
            .RequireAuthorization(GatewayPolicies.Agent)
            .Accepts<AnswerBody>("application/json")
            .Produces<RequestView>()
            .WithSummary("Answer an approver's question; shown to people as unchecked words of the agent.");

    private static async Task<IResult> AnswerAsync(
        string id, string question, HttpContext http, RequestAccess access, ICardNotes notes, RequestReader reader, AnswerCourier courier, CancellationToken cancel)
    {
        var caller = Caller.Of(http);
        if (await access.FindAsync(caller, id, cancel) is not { } stored) return Refusals.RequestNotFound.AsResult();
        var (body, refusal) = await BodyReader.ObjectAsync(http.Request, cancel);
        if (body is not { } value) return refusal!.AsResult();
        var fields = new FieldReader(value, "", "answer");
        var answer = fields.Text("answer", AskedQuestion.LongestAnswer, "the answer, 1 to 2,000 characters") ?? "";
        fields.Refuse(Texts.Check("answer", answer));
        if (fields.Refusal is not null) return fields.Refusal.AsResult();

        var asked = (await notes.QuestionsAsync(stored.Request.Id, cancel)).FirstOrDefault(known => known.Id.ToString() == question);
        if (asked is null || answer.Length == 0 || !await notes.AnswerAsync(asked.Id, answer, Answered(stored.Request, asked, answer), cancel)) return NotOpen.AsResult();
        courier.Wake();
        return TypedResults.Ok(await reader.ReadAsync(stored, caller, cancel));
    }

    private static LedgerEntry Answered(ActionRequest request, AskedQuestion asked, string answer) => new()
    {
        Kind = LedgerKinds.QuestionAnswered,
        Request = request.Id,
        Revision = request.Revision,
        By = "actor:" + request.Actor,
        Actor = request.Actor,
        Customer = request.Customer.Id,
        Summary = $"{request.Actor} answered {asked.Person}.",
        Body = new() { ["id"] = asked.Id.ToString(), ["answer"] = answer },
    };
}
