using Hitl.Client.Requests;

namespace Hitl.Cli;

/// <summary>An evaluation as text: the sentence, each rule with each bound, and what would have to differ.</summary>
internal static class EvaluationText
{
    public static async Task WriteAsync(EvaluationView evaluation, TextWriter output)
    {
        await output.WriteLineAsync(Terminal.Plain($"{evaluation.Outcome}: {evaluation.Sentence}"));
        foreach (var rule in evaluation.Rules)
        {
            await output.WriteLineAsync(Terminal.Plain($"  rule {rule.Rule} ({rule.Effect}) {(rule.Matched ? "matched" : "did not match")}"));
            foreach (var bound in rule.Bounds)
                await output.WriteLineAsync(Terminal.Plain($"    {(bound.Held ? "holds" : "fails")}  {bound.Bound}: {bound.Value}; admitted: {bound.Allowed}"));
        }

        foreach (var limit in evaluation.Limits)
            await output.WriteLineAsync(Terminal.Plain($"  {limit.Bound}: {(limit.Held ? "holds" : "is passed")}  {limit.Value}; admitted: {limit.Allowed}"));
        foreach (var other in evaluation.Conflicts) await output.WriteLineAsync(Terminal.Plain($"  under way: {other}"));
        foreach (var clause in evaluation.WouldDiffer) await output.WriteLineAsync(Terminal.Plain($"  would differ: {clause}"));
    }
}
