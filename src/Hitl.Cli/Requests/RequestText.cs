using Hitl.Client.Requests;

namespace Hitl.Cli;

/// <summary>One request as text.</summary>
internal static class RequestText
{
    public static async Task WriteAsync(RequestView request, TextWriter output)
    {
        async Task Line(string text) => await output.WriteLineAsync(Terminal.Plain(text));

        await Line($"{request.Id}  {request.State}  since {Terminal.At(request.StateSince)}");
        await Line($"  {request.Title} ({request.Action}) {request.AmountText} for customer {request.Customer.Id} ({request.Customer.Segment}, {request.Channel})");
        await Line($"  asked by {request.Actor}{(request.OnBehalfOf is { } person ? $" for {person}" : "")} at {Terminal.At(request.ReceivedAt)}");
        await Line($"  parameters {request.Parameters.ToJsonString()}");
        if (request.Outcome is { } outcome) await Line($"  outcome: {outcome}");
        if (request.Undoes is { } original) await Line($"  undoes {original}");
        if (request.UndoneBy is { } undoing) await Line($"  undone, or being undone, by {undoing}");
        foreach (var guard in request.Evaluation?.Guards ?? []) await Line($"  shown with {guard.Label}: {guard.Value ?? "(could not be read)"}");
        if (request.Evaluation is { } evaluation) await EvaluationText.WriteAsync(evaluation, output);
        foreach (var stage in request.Stages)
            await Line($"  stage {stage.Ordinal} {stage.Name}: {stage.Status}; asked {string.Join(", ", stage.Asked.Select(a => $"{a.Name} ({a.Why})"))}{(stage.Status == "open" ? $"; until {Terminal.At(stage.Deadline)}" : "")}");
        foreach (var decision in request.Decisions)
            await Line($"  {decision.Verdict} by {decision.Name} at {Terminal.At(decision.At)} in {decision.Door}{(decision.Reason.Length > 0 ? $": {decision.Reason}" : "")}");
        foreach (var effect in request.Effects)
            await Line($"  {(effect.IsCompensation ? "undo of " : "")}{effect.Step}: {effect.Status} after {effect.Attempts} attempt(s) {effect.Reference} {effect.Detail}");
    }
}
