using Hitl.Client.Requests;

namespace Hitl.Gateway.Mcp;

/// <summary>A request as a tool answers it: what an agent needs next, little enough for a model's memory.</summary>
internal static class McpAnswers
{
    private const int MostQuestions = 20;
    private const int LongestReference = 200;

    public static RequestAnswer Of(RequestView request, bool? isReplay = null) => new()
    {
        Request = request.Id,
        Revision = request.Revision,
        State = request.State,
        IsFinal = request.IsFinal,
        IsReplay = isReplay is true ? true : null,
        Action = request.Action,
        Title = request.Title,
        Amount = request.AmountText,
        // Outcomes quote approvers and targets, so they are nobody's instruction either.
        Outcome = Untrusted.Of(request.Outcome),
        Why = request.Evaluation?.Sentence,
        WouldDiffer = request.Evaluation?.WouldDiffer,
        Shadow = request.Evaluation?.Shadow,
        Decisions = [.. request.Decisions.Select(d => new DecisionAnswer(d.Name, d.Verdict, d.At, Untrusted.Of(d.Reason)))],
        Questions = [.. request.Questions.TakeLast(MostQuestions).Select(q => new QuestionAnswer(q.Id, q.AskedBy, q.AskedAt, q.Answer is not null, Untrusted.Of(q.Text)!))],
        Effects = [.. request.Effects.Select(e => new EffectAnswer(e.Step, e.IsCompensation ? true : null, e.Status, Untrusted.Of(e.Reference, LongestReference)))],
        Next = Next(request),
    };

    private static string Next(RequestView request)
    {
        if (request.IsFinal) return request.Evaluation?.Shadow is null ? "Final: nothing more happens to it." : "Final, decided on paper only: nothing ran.";
        return request.Questions.Any(question => question.Answer is null)
            ? $"Still waiting. An approver asks you something: answer it with {McpFixedTools.Answer}, then call {McpFixedTools.Wait}."
            : $"Still waiting. Call {McpFixedTools.Wait} with request {request.Id}, now or after other work; people may take hours.";
    }
}
