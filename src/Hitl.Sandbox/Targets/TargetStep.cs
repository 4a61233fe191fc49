using System.Globalization;
using System.Text.Json.Nodes;
using Hitl.Sandbox.Faults;
using Hitl.Sandbox.Journaling;

namespace Hitl.Sandbox.Targets;

/// <summary>One call on its way through a target: notes it, answers it, or breaks the answer.</summary>
internal sealed class TargetStep(HttpContext context, Target target, TargetCall call, FaultSet hit, string kind)
{
    public Target Target => target;

    public TargetCall Call => call;

    public FaultSet Hit => hit;

    /// <summary>Everything that goes wrong before the target does anything; true when the call ends here.</summary>
    public async Task<bool> FailsAsync()
    {
        if (hit.Find("slow") is { } slow) await context.PauseAsync(slow.Length(), target.Clock);
        if (hit.Find("down") is { } down)
        {
            if (down.Status is not null) await AnswerAsync(TargetErrors.Unavailable(down));
            else await CutAsync(null);
        }
        else if (hit.Find("timeout_before") is { } hold)
        {
            Note(null, null);
            await context.HoldThenCutAsync(hold, target.Journal, target.Clock);
        }
        else if (hit.Find("rate_limit") is { } limited)
        {
            if (limited.RetryAfter is not null) context.Response.Headers.RetryAfter = limited.RetryAfter.ToString();
            await AnswerAsync(TargetErrors.TooMany());
        }
        else if (hit.Find("in_progress") is not null) await AnswerAsync(TargetErrors.InProgress());
        else if (hit.Find("refuse") is { } refusal) await AnswerAsync(TargetErrors.Refused(refusal));
        else return context.RequestAborted.IsCancellationRequested && Vanished();
        return true;
    }

    /// <summary>Answers an operation that ran, or loses its answer.</summary>
    public async Task FinishAsync(TargetReply reply)
    {
        if (hit.Find("timeout_after") is { } hold)
        {
            Note(null, reply.Effect?.Id);
            await context.HoldThenCutAsync(hold, target.Journal, target.Clock);
        }
        else if (hit.Find("effect_delayed") is not null) await CutAsync(reply.Effect?.Id);
        else await AnswerAsync(reply);
    }

    public async Task AnswerAsync(TargetReply reply, bool replayed = false)
    {
        var body = WireJson.Copy(reply.Body)!;
        if (hit.Find("other_amount") is { } other && reply.Status < 300) Misquote(body, other.Amount ?? 1);
        var garbled = hit.Find("non_json");
        Note(garbled is null ? reply.Status : garbled.Status ?? 200, reply.Effect?.Id, replayed);
        if (replayed) context.Response.Headers["Idempotent-Replayed"] = "true";
        context.Response.Headers["Request-Id"] = string.Create(CultureInfo.InvariantCulture, $"req_{target.Attempts.Count:D8}");
        context.Response.StatusCode = garbled is null ? reply.Status : garbled.Status ?? 200;
        context.Response.ContentType = garbled is null ? "application/json" : "text/html";
        await context.Response.WriteAsync(garbled is null ? WireJson.Write(body) : garbled.Body ?? "<html><body>It works!</body></html>");
    }

    private async Task CutAsync(string? effectId)
    {
        Note(null, effectId);
        await context.CutAsync(target.Journal);
    }

    private bool Vanished()
    {
        Note(null, null);
        return true;
    }

    private static void Misquote(JsonNode body, long amount)
    {
        if (body is JsonObject { } members)
        {
            if (members.ContainsKey("amount")) members["amount"] = amount;
            foreach (var (_, value) in members.ToList()) if (value is not null) Misquote(value, amount);
        }
        else if (body is JsonArray items)
        {
            foreach (var item in items.OfType<JsonNode>()) Misquote(item, amount);
        }
    }

    private void Note(int? status, string? effectId, bool replayed = false) => target.Note(new()
    {
        At = target.Now,
        Kind = kind,
        Operation = call.Operation,
        Key = call.Key,
        Parameters = WireJson.Copy(call.Parameters),
        Faults = [.. hit.Kinds],
        Status = status,
        EffectId = effectId,
        Replayed = replayed,
    });
}
